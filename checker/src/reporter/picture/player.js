// Lets one walk through a timeline and look closer. Without it, the page still shows all.
"use strict";

const LEFT = 170, RIGHT = 730, MOST_TICKS = 7;
const SVG = "http://www.w3.org/2000/svg";

/** A time as the terminal writes it: `1.5 ms`, `2 s`, or a number of steps. */
function words(clock, micros) {
  if (clock === "steps") return String(Math.round(micros / 1000));
  const [value, digits, unit] = micros < 1e6 ? [micros / 1e3, 3, "ms"] : [micros / 1e6, 6, "s"];
  return `${Number(value.toFixed(digits))} ${unit}`;
}

/** The shortest of 1, 2, 5, 10, … µs that leaves few enough marks. */
function tickStep(clock, length) {
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 5]) {
      const step = digit * power;
      if ((clock !== "steps" || step >= 1000) && step * MOST_TICKS >= length) return step;
    }
  }
}

class Player {
  constructor(figure) {
    this.figure = figure;
    this.svg = figure.querySelector("svg");
    this.axis = figure.querySelector(".axis");
    this.clock = figure.dataset.clock;
    this.origin = Number(figure.dataset.origin);
    this.length = Number(figure.dataset.length);
    this.bottom = this.svg.viewBox.baseVal.height;
    this.bars = [...figure.querySelectorAll("rect[data-start]")].map((rect) => ({
      rect,
      start: Number(rect.dataset.start),
      end: Number(rect.dataset.end),
    }));
    this.events = this.bars
      .flatMap((bar) => bar.start === bar.end
        ? [{ at: bar.start, what: "happens", bar }]
        : [{ at: bar.start, what: "begins", bar }, { at: bar.end, what: endOf(bar.rect), bar }])
      // What ends at a moment ends before others begin.
      .sort((a, b) => a.at - b.at || begins(a) - begins(b));
    this.step = -1;
    this.from = this.origin;
    this.to = this.origin + this.length;
    this.cursor = this.svg.appendChild(document.createElementNS(SVG, "line"));
    this.cursor.setAttribute("class", "cursor");
    this.build();
    this.draw();
  }

  build() {
    const bar = document.createElement("p");
    bar.className = "player";
    const button = (text, title, action) => {
      const one = bar.appendChild(document.createElement("button"));
      one.type = "button";
      one.textContent = text;
      one.title = title;
      one.setAttribute("aria-label", title);
      one.addEventListener("click", action);
    };
    button("◀", "One step back (left arrow)", () => this.go(-1));
    button("▶", "One step on (right arrow)", () => this.go(1));
    button("+", "Look closer (+)", () => this.zoom(0.5));
    button("−", "Look from further away (-)", () => this.zoom(2));
    button("↺", "Show all (0)", () => this.all());
    this.said = bar.appendChild(document.createElement("output"));
    this.said.setAttribute("aria-live", "polite");
    this.svg.after(bar);
    this.figure.tabIndex = 0;
    this.figure.addEventListener("keydown", (event) => this.key(event));
    this.svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    for (const one of this.bars) {
      one.rect.addEventListener("mouseenter", () => this.tell(describe(this.clock, one)));
      one.rect.addEventListener("mouseleave", () => this.tellStep());
    }
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const actions = {
      ArrowRight: () => this.go(1),
      ArrowLeft: () => this.go(-1),
      Home: () => this.goto(-1),
      End: () => this.goto(this.events.length - 1),
      "+": () => this.zoom(0.5),
      "=": () => this.zoom(0.5),
      "-": () => this.zoom(2),
      0: () => this.all(),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  wheel(event) {
    if (!event.ctrlKey && !event.shiftKey) return;
    event.preventDefault();
    const box = this.svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * this.svg.viewBox.baseVal.width;
    const share = Math.min(1, Math.max(0, (x - LEFT) / (RIGHT - LEFT)));
    const around = this.from + share * (this.to - this.from);
    this.zoom(event.deltaY + event.deltaX < 0 ? 0.8 : 1.25, around);
  }

  go(by) {
    this.goto(Math.min(this.events.length - 1, Math.max(-1, this.step + by)));
  }

  goto(step) {
    this.step = step;
    const now = this.events[step];
    if (now && (now.at < this.from || now.at > this.to)) {
      const length = this.to - this.from;
      this.window(now.at - length / 2, length);
    }
    this.draw();
    this.tellStep();
  }

  zoom(by, around) {
    const now = this.events[this.step];
    const middle = around ?? (now ? now.at : (this.from + this.to) / 2);
    const least = this.clock === "steps" ? 1000 : 1;
    const length = Math.min(this.length, Math.max(least, (this.to - this.from) * by));
    const share = (middle - this.from) / (this.to - this.from || 1);
    this.window(middle - share * length, length);
    this.draw();
  }

  all() {
    this.window(this.origin, this.length);
    this.draw();
  }

  window(from, length) {
    const last = this.origin + this.length - length;
    this.from = Math.max(this.origin, Math.min(last, from));
    this.to = this.from + length;
  }

  x(at) {
    const length = this.to - this.from;
    return length > 0 ? LEFT + ((RIGHT - LEFT) * (at - this.from)) / length : LEFT;
  }

  draw() {
    const now = this.events[this.step];
    const at = now ? now.at : Infinity;
    for (const { rect, start, end } of this.bars) {
      const [left, right] = [this.x(start), this.x(end)];
      const [from, to] = [Math.max(LEFT, left), Math.min(RIGHT, right)];
      const outside = right < LEFT || left > RIGHT;
      rect.style.display = outside ? "none" : "";
      rect.setAttribute("x", from.toFixed(1));
      rect.setAttribute("width", Math.max(3, to - from - 1).toFixed(1));
      const begun = this.events.findIndex((e) => e.bar.rect === rect) <= this.step;
      rect.classList.toggle("later", now !== undefined && !begun);
      rect.classList.toggle("now", now !== undefined && begun && end > at);
    }
    this.drawAxis();
    const x = now ? this.x(now.at) : 0;
    this.cursor.style.display = now && x >= LEFT && x <= RIGHT ? "" : "none";
    for (const [name, value] of [["x1", x], ["x2", x], ["y1", 20], ["y2", this.bottom]]) {
      this.cursor.setAttribute(name, value);
    }
  }

  drawAxis() {
    this.axis.replaceChildren();
    const step = tickStep(this.clock, this.to - this.from);
    let time = Math.ceil((this.from - this.origin) / step) * step;
    for (; this.origin + time <= this.to; time += step) {
      const x = this.x(this.origin + time).toFixed(1);
      const line = this.axis.appendChild(document.createElementNS(SVG, "line"));
      line.setAttribute("class", "tick");
      for (const [name, value] of [["x1", x], ["x2", x], ["y1", 20], ["y2", this.bottom]]) {
        line.setAttribute(name, value);
      }
      const text = this.axis.appendChild(document.createElementNS(SVG, "text"));
      text.setAttribute("class", "time");
      text.setAttribute("x", x);
      text.setAttribute("y", 14);
      text.textContent = words(this.clock, time);
    }
  }

  tell(text) {
    this.said.textContent = text;
  }

  tellStep() {
    const now = this.events[this.step];
    if (!now) return this.tell(`${this.events.length} steps: go through them with the arrow keys`);
    const { item, lane } = now.bar.rect.dataset;
    const time = words(this.clock, now.at - (this.clock === "real" ? this.origin : 0));
    const unit = this.clock === "steps" ? "step " : "";
    this.tell(`${this.step + 1} of ${this.events.length} · ${unit}${time} · ${item} (${lane}) ${now.what}`);
  }
}

function begins(event) {
  return event.what === "begins" || event.what === "happens";
}

function endOf(rect) {
  if (rect.classList.contains("cancelled")) return "is dropped";
  if (rect.classList.contains("panicked")) return "panics";
  return rect.classList.contains("open") ? "is still running at the end" : "ends";
}

function describe(clock, { rect, start, end }) {
  const { item, lane, words: said } = rect.dataset;
  return `${item} (${lane}): ${words(clock, start)} to ${words(clock, end)}, ${said}`;
}

const players = [...document.querySelectorAll("figure[data-clock]")].map((one) => new Player(one));
for (const player of players) player.tellStep();
// With nothing chosen, the keys are for the first picture.
document.addEventListener("keydown", (event) => {
  if (players.length > 0 && event.target === document.body) players[0].key(event);
});
