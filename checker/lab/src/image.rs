//! The photos of the shop's catalogue.

use instrument::world::Shrinks;
use std::fmt;
use std::hint::black_box;
use std::sync::Arc;

/// A photo of the catalogue. To shrink it takes a processor for a while, and
/// nothing else.
///
/// ```
/// use lab::Image;
///
/// let tea = Image::new("tea");
///
/// assert_eq!(tea.shrink().name(), "tea");
/// ```
#[derive(Clone)]
pub struct Image {
    name: String,
    work: Arc<dyn Fn() + Send + Sync>,
}

/// A small copy of an [`Image`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumb {
    name: String,
}

impl Image {
    /// A photo of this name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            work: Arc::new(some_work),
        }
    }

    /// Six photos to try things with.
    #[must_use]
    pub fn sample() -> Vec<Self> {
        let names = ["tea", "cups", "kettles", "spoons", "honey", "lemons"];
        names.map(Self::new).into()
    }

    /// Make a small copy of it.
    #[must_use]
    pub fn shrink(&self) -> Thumb {
        (self.work)();
        Thumb {
            name: self.name.clone(),
        }
    }
}

impl Shrinks for Image {
    fn with_work(mut self, work: impl Fn() + Send + Sync + 'static) -> Self {
        self.work = Arc::new(work);
        self
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Image").field(&self.name).finish()
    }
}

impl Thumb {
    /// The name of the photo that it is a copy of.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A millisecond or so.
fn some_work() {
    let mut pixel = 7_u64;
    for row in 0..500_000 {
        pixel = black_box(pixel.wrapping_mul(31).wrapping_add(row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn shrinking_is_the_work_that_it_was_given() {
        let calls = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&calls);
        let image = Image::new("tea").with_work(move || _ = counted.fetch_add(1, Ordering::SeqCst));
        assert_eq!(image.shrink(), image.clone().shrink());
        assert_eq!(calls.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn the_photos_to_try_things_with_have_names() {
        let thumbs: Vec<_> = Image::sample().iter().map(Image::shrink).collect();
        assert_eq!((thumbs.len(), thumbs[1].name()), (6, "cups"));
    }
}
