//! The ways to sign wrongly with the right key.

use super::Hash;

/// What is wrong where the key is right: how the signature was made or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slip {
    /// Under the other scheme.
    Padding,
    /// With this hash.
    Hash(Hash),
    /// Over other bytes.
    Altered,
    /// PKCS#1 v1.5 of this many bytes that are no `DigestInfo` as it is wanted.
    NoDigestInfo(usize),
    /// PSS with this hash in its mask.
    OtherMgf(Hash),
    /// The bytes of the signature, last one first.
    Reversed,
    /// The segment is hexadecimal text.
    HexText,
    /// Over the text and a line break.
    Newline,
    /// Over the hash of the text.
    DoubleHash,
    /// Over the hexadecimal text of the hash of the text.
    HexDigest,
    /// Over the segments with their padding.
    PaddedInput,
    /// Over the text in UTF-16.
    Utf16,
}
