//! A list of what an iterator gives.

/// What `collect` does for a `Vec`, without the code that tells beforehand how long it will be: that is made anew for each
/// chain of adapters, several times as long as what it serves.
pub(crate) trait List: Iterator + Sized {
    /// Everything, in order.
    fn list(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        for item in self {
            list.push(item);
        }
        list
    }

    /// Everything, if nothing of it is none.
    fn whole<T>(self) -> Option<Vec<T>>
    where
        Self: Iterator<Item = Option<T>>,
    {
        let mut list = Vec::new();
        for item in self {
            list.push(item?);
        }
        Some(list)
    }
}

impl<I: Iterator> List for I {}
