//! `app` deals with a body piece by piece, and takes no piece that it does not need.
// no promise: "if it says that there is more than `limit`, it may be answered with 413 at once" It may, or not.
// no promise: "The web service of the shop, for photos." It says what the function is for.

use axum::body::Body;
use axum::http::{HeaderMap, Request};

use axum::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http_body_util::BodyExt;
use lab::{Checksum, ms};
use proof::prelude::*;
use proof_http::{Client, Upload};
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

proof::metered_main!(
    a_photo_is_answered_with_its_checksum,
    a_large_photo_takes_little_memory,
    pieces_have_any_size,
    trailers_are_no_part_of_it,
    the_limit_is_exact,
    nothing_is_read_beyond_the_limit,
    a_body_may_break_off,
    the_length_may_be_missing_or_untrue,
    a_length_takes_no_memory,
    it_takes_as_long_as_it_takes,
    who_hangs_up_leaves_nothing_behind,
    many_photos_come_at_once,
    each_service_has_its_own_limit,
);

fn client(limit: usize) -> Client {
    Client::of("client", exercise::app(limit))
}

/// This body is answered with the checksum of these bytes.
async fn is_taken(client: &Client, body: impl Into<Body>, bytes: &[u8]) {
    let mut reply = client.post("/photos", body).await;
    reply.status_is(200);
    reply.text_is(&Checksum::of(bytes).hex()).await;
}

/// A client that says that its body is so long.
async fn says(client: &Client, length: u64, body: Body) -> u16 {
    let request = Request::post("/photos").header(CONTENT_LENGTH, length);
    let request = request.body(body).expect("a request");
    client.send(request).await.status()
}

fn a_photo_is_answered_with_its_checksum() {
    never_blocks("no thread is blocked");
    promise(
        "`POST /photos` takes a body of up to `limit` bytes, and answers with status 200 and the checksum of it as [`Checksum::hex`] writes it.",
    );
    virtual_time(async |clock| {
        let client = client(1_000);
        for text in ["green tea", "", "\0\u{1}", "t", "tt"] {
            is_taken(&client, text, text.as_bytes()).await;
        }
        let upload = Upload::of_pieces(&[b"green", b" tea"]).with_pauses(ms(100));
        is_taken(&client, upload.body(), b"green tea").await;
        // One for each piece, and one for the end.
        clock.ends_at(ms(300), "the end of the body");
    });
}

fn a_large_photo_takes_little_memory() {
    never_blocks("no thread is blocked");
    // The checksums of so many letters `t`, worked out once and for all.
    for (pieces, size, checksum) in [
        (256, 64 << 10, "28b1583e1c222325"),
        (300, 7_001, "379f0cc0aacedfc5"),
        (40, 65_535, "bd002573804ca565"),
    ] {
        let upload = Upload::of(pieces, size);
        promise("Less than 1 MiB of memory is in use at any moment, however large the photo is.");
        look_at(
            "what is kept of a piece when the next one comes, and who has read the body before the handler begins?",
        );
        let used = metered(|| {
            let mut answer = None;
            virtual_time(async |_| {
                let mut reply = client(16 << 20).post("/photos", upload.body()).await;
                let text = match reply.next_frame().await {
                    Some((_, text)) => String::from_utf8_lossy(&text).into_owned(),
                    None => String::new(),
                };
                answer = Some((reply.status(), text));
            });
            answer
        });
        proof::note(&format!("the most memory in use: {} KiB", used.peak >> 10));
        used.peak_below(1 << 20);
        promise("`POST /photos` takes a body of up to `limit` bytes");
        let what = format!("what {} KiB are answered with", (pieces * size) >> 10);
        equal(&what, used.value, Some((200, checksum.to_owned())));
    }
}

fn pieces_have_any_size() {
    promise("The body comes in pieces of any size up to 64 KiB");
    virtual_time(async |_| {
        let client = client(1_000_000);
        let text = b"green tea, and a cup";
        for size in 1..=text.len() {
            let pieces: Vec<_> = text.chunks(size).collect();
            is_taken(&client, Upload::of_pieces(&pieces).body(), text).await;
        }
        let with_empty: &[&[u8]] = &[b"", b"green", b"", b"", b" tea, and a cup", b""];
        is_taken(&client, Upload::of_pieces(with_empty).body(), text).await;
        is_taken(&client, Upload::of_pieces(&[b"", b""]).body(), b"").await;
        is_taken(&client, Upload::of_pieces(&[]).body(), b"").await;
        let large = vec![b't'; 64 << 10];
        is_taken(&client, Upload::of(1, 64 << 10).body(), &large).await;
    });
}

fn trailers_are_no_part_of_it() {
    promise("Trailers behind the bytes are no part of the photo.");
    virtual_time(async |_| {
        for pieces in [0, 3] {
            let trailers = HeaderMap::from_iter([(CONTENT_LENGTH, 7.into())]);
            let body = Upload::of(pieces, 10).body();
            let body = body.with_trailers(async { Some(Ok(trailers)) });
            let bytes = vec![b't'; pieces * 10];
            is_taken(&client(30), Body::new(body), &bytes).await;
        }
    });
}

fn the_limit_is_exact() {
    promise("`POST /photos` takes a body of up to `limit` bytes");
    virtual_time(async |_| {
        for (limit, pieces, size) in [
            (30, 3, 10),
            (30, 30, 1),
            (30, 1, 30),
            (31, 3, 10),
            (0, 0, 0),
            (0, 2, 0),
        ] {
            let upload = Upload::of(pieces, size);
            is_taken(&client(limit), upload.body(), &vec![b't'; pieces * size]).await;
        }
        is_taken(&client(usize::MAX), "green tea", b"green tea").await;
        promise("Otherwise the status is");
        for (limit, pieces, size) in [
            (29, 3, 10),
            (29, 30, 1),
            (29, 1, 30),
            (0, 1, 1),
            (9, 1, 1_000),
            (1, 2, 1),
        ] {
            let status = client(limit)
                .post("/photos", Upload::of(pieces, size).body())
                .await
                .status();
            equal(
                &format!(
                    "the status of {} bytes where {limit} are allowed",
                    pieces * size
                ),
                status,
                413,
            );
        }
        promise("413 if there are more bytes than `limit`");
        client(8).post("/photos", "green tea").await.status_is(413);
    });
    // By itself axum has a limit of 2 MB for some ways to take a body.
    for (limit, pieces, want) in [(3_000_000, 50, 413), (3_276_800, 50, 200)] {
        virtual_time(async |_| {
            let upload = Upload::of(pieces, 64 << 10);
            let status = client(limit).post("/photos", upload.body()).await.status();
            equal(
                &format!("the status of 3276800 bytes where {limit} are allowed"),
                status,
                want,
            );
        });
    }
}

fn nothing_is_read_beyond_the_limit() {
    never_blocks("no thread is blocked");
    promise("as soon as the piece is there that goes beyond it, and no other piece is asked for");
    look_at("when is it known that there are too many bytes, and what is read after that?");
    for (limit, taken) in [(25, 3), (30, 4), (0, 1), (9, 1), (10, 2)] {
        virtual_time(async |clock| {
            let upload = Upload::of(1_000, 10).with_pauses(ms(100));
            let status = client(limit).post("/photos", upload.body()).await.status();
            let what = format!("where {limit} bytes are allowed, and each piece has 10");
            equal(
                &format!("the pieces that were taken {what}"),
                upload.taken(),
                taken,
            );
            equal(&format!("the status {what}"), status, 413);
            clock.ends_at(
                ms(100 * taken as u64),
                "the piece that goes beyond the limit",
            );
            yield_now().await;
            sleep(ms(10_000)).await;
            equal(
                &format!("the pieces that were taken after the answer {what}"),
                upload.taken(),
                taken,
            );
            nobody_has(&upload, "the answer was sent");
        });
    }
}

fn nobody_has(upload: &Upload, when: &str) {
    holds(
        !upload.is_open(),
        Kind::Leaks,
        &format!("somebody still has the body, and {when}"),
        "a connection stays open for a body that nobody needs any more",
    );
}

fn a_body_may_break_off() {
    never_blocks("no thread is blocked");
    promise("400 if the body breaks off before that");
    look_at("a piece that is an error: what becomes of it?");
    virtual_time(async |_| {
        for (limit, pieces, want) in [
            (100, 3, 400),
            (30, 3, 400),
            (100, 0, 400),
            (0, 0, 400),
            (29, 3, 413),
            (0, 1, 413),
        ] {
            let upload = Upload::of(pieces, 10).that_breaks_off();
            let status = client(limit).post("/photos", upload.body()).await.status();
            equal(
                &format!(
                    "the status where the body breaks off after {} bytes, and {limit} are allowed",
                    pieces * 10
                ),
                status,
                want,
            );
            nobody_has(&upload, "it has broken off");
        }
    });
}

fn the_length_may_be_missing_or_untrue() {
    promise("What the client says of its length may be missing, or not true");
    virtual_time(async |_| {
        for (length, pieces, want) in [
            (0, 3, 200),
            (10, 3, 200),
            (29, 3, 200),
            (30, 3, 200),
            (30, 4, 413),
            (0, 4, 413),
            (40, 4, 413),
        ] {
            let upload = Upload::of(pieces, 10);
            let status = says(&client(30), length, upload.body()).await;
            equal(
                &format!(
                    "the status of {} bytes where the client says {length}, and 30 are allowed",
                    pieces * 10
                ),
                status,
                want,
            );
        }
        // Over a connection, a body without a length says so.
        let upload = Upload::of(3, 10);
        let request = Request::post("/photos").header(TRANSFER_ENCODING, "chunked");
        let request = request.body(upload.body()).expect("a request");
        client(30).send(request).await.status_is(200);
        let upload = Upload::of_pieces(&[b"green tea"]);
        let request = Request::post("/photos").header(CONTENT_LENGTH, 5);
        let request = request.body(upload.body()).expect("a request");
        let mut reply = client(100).send(request).await;
        reply.text_is(&Checksum::of(b"green tea").hex()).await;
    });
}

fn a_length_takes_no_memory() {
    promise("Less than 1 MiB of memory is in use at any moment, however large the photo is.");
    look_at("what is done with the length before a single piece is there?");
    let used = metered(|| {
        let mut status = None;
        virtual_time(async |_| {
            let upload = Upload::of(1, 10).that_breaks_off();
            status = Some(says(&client(1 << 30), 64 << 20, upload.body()).await);
        });
        status
    });
    used.peak_below(1 << 20);
    equal(
        "the status of a body that breaks off",
        used.value,
        Some(400),
    );
}

fn it_takes_as_long_as_it_takes() {
    never_blocks("no thread is blocked");
    promise("and takes as long as it takes");
    virtual_time(async |clock| {
        let upload = Upload::of_pieces(&[b"green", b" tea"]).with_pauses(ms(900_000));
        is_taken(&client(100), upload.body(), b"green tea").await;
        clock.ends_at(ms(2_700_000), "a body that takes 45 minutes");
        clock.moves_at_most(200, "three pieces");
    });
}

fn who_hangs_up_leaves_nothing_behind() {
    promise("When the client hangs up, nobody has the body any more, and no task is left.");
    look_at("which future reads the body, and what happens to it when the client is gone?");
    sweep(async |cut| {
        let tasks = Tasks::baseline();
        let upload = Upload::of(5, 10).with_pauses(ms(100));
        let client = client(100);
        cut.short(client.post("/photos", upload.body())).await;
        yield_now().await;
        nobody_has(&upload, "the client is gone");
        drop(client);
        tasks.back_to_baseline().await;
    });
    virtual_time(async |_| {
        let upload = Upload::of(1_000, 10).with_pauses(ms(100));
        let client = client(100_000);
        let gone = timeout(ms(250), client.post("/photos", upload.body())).await;
        equal("a client that does not wait", gone.is_err(), true);
        sleep(ms(10_000)).await;
        equal(
            "the pieces that were taken of a client that was gone after two",
            upload.taken(),
            2,
        );
        nobody_has(&upload, "the client is gone");
    });
}

fn many_photos_come_at_once() {
    never_blocks("no thread is blocked");
    promise("Any number of photos come at the same time");
    virtual_time(async |clock| {
        let client = client(50);
        let photos = (0..150).map(|_| {
            let upload = Upload::of(5, 10).with_pauses(ms(100));
            is_taken(&client, upload.body(), &[b't'; 50])
        });
        futures::future::join_all(photos).await;
        let took = clock.elapsed();
        holds(
            took <= ms(600),
            Kind::NotConcurrent,
            &format!("150 photos at the same time took {took:?}, and each of them comes in 600 ms"),
            "a photo waits until others are there",
        );
        clock.ends_at(ms(600), "one photo, whatever comes beside");
    });
}

fn each_service_has_its_own_limit() {
    promise("`POST /photos` takes a body of up to `limit` bytes");
    virtual_time(async |_| {
        let (small, large) = (client(5), client(50));
        small.post("/photos", "green tea").await.status_is(413);
        is_taken(&large, "green tea", b"green tea").await;
        small.post("/photos", "green tea").await.status_is(413);
        is_taken(&small, "green", b"green").await;
    });
}
