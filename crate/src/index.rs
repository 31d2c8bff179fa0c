//! Things by their keys, found without looking at each.

use std::collections::BTreeMap;

/// Where each of a list of things is, by a key of it. All keys are bytes, because each other kind would be as much code
/// again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index(BTreeMap<Vec<u8>, usize>);

impl Index {
    /// Says that the thing with this key is the n-th, and whether there was none with it.
    pub(crate) fn insert(&mut self, key: &[u8], n: usize) -> bool {
        self.0.insert(key.to_vec(), n).is_none()
    }

    /// Which of the things has this key; of several, the last.
    pub(crate) fn get(&self, key: &[u8]) -> Option<usize> {
        self.0.get(key).copied()
    }
}
