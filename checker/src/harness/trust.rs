//! What has to hold for a run before what it reports counts. Where it does not, the
//! answer is not at fault.

use super::TestRun;
use anyhow::bail;
use report::{Message, PROTOCOL};
use seal::Needs;

/// A test of another version than this program was not run, and could not be
/// judged. Nothing of the answer has run before it says so.
pub(super) fn speaks_like_us(messages: &[Message]) -> anyhow::Result<()> {
    match messages.first() {
        Some(Message::Speaks { protocol }) => bail!(
            "the prebuilt crates speak version {protocol} of the protocol between tests and this \
             program, and this program speaks version {PROTOCOL}: they are from another \
             release. Install one release anew, then run `workbook doctor`"
        ),
        Some(_) | None => Ok(()),
    }
}

/// A test that began without the seal that this system offers was not kept from
/// anything: what it reports must not count, and that is not the answer's fault.
pub(super) fn keeps_the_promise(run: &TestRun, needs: Needs) -> anyhow::Result<()> {
    let Some(promised) = seal::promised(needs) else {
        return Ok(());
    };
    let began = run.messages.contains(&Message::Started);
    match run.sealed {
        Some(seal) if !seal.keeps(&promised) => bail!(
            "the test `{}` was to be kept from the rest of the machine, and was not: this \
             system offers {promised:?}, and {seal:?} came of it; `workbook doctor` says more",
            run.test
        ),
        None if began => bail!(
            "the test `{}` began before anything kept it from the rest of the machine",
            run.test
        ),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_of_another_release_is_no_verdict() {
        let other = Message::Speaks { protocol: 2 };
        let error = speaks_like_us(std::slice::from_ref(&other)).unwrap_err();
        assert!(error.to_string().contains("another release"), "{error}");
        assert!(speaks_like_us(&[Message::Started]).is_ok());
        // By then the answer may be speaking.
        assert!(speaks_like_us(&[Message::Started, other]).is_ok());
    }
}
