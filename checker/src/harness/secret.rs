//! Numbers that nobody can guess.

/// 128 bits that nobody can guess.
pub(super) fn secret() -> anyhow::Result<String> {
    Ok(format!("{:016x}{:016x}", draw()?, draw()?))
}

/// A number that nobody can guess, from the system's source of randomness.
pub(super) fn draw() -> anyhow::Result<u64> {
    getrandom::u64().map_err(|error| anyhow::anyhow!("the system has no random numbers: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ() {
        assert_ne!(secret().unwrap(), secret().unwrap());
    }
}
