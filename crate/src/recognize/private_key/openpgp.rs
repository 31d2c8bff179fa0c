//! Secret keys of `OpenPGP` (RFC 9580), without armour.

/// Secret-Key and Secret-Subkey (section 5.5.1).
const SECRET: [u8; 2] = [5, 7];
/// What follows in a transferable key (section 10.2): signatures, subkeys, trust, user IDs and attributes, padding.
const FOLLOWING: [u8; 8] = [2, 5, 7, 12, 13, 14, 17, 21];
/// The years 1990 to 2060, in seconds.
const CREATED: std::ops::Range<u32> = 631_152_000..2_840_140_800;

/// Whether bytes begin with a packet that holds a secret key.
pub(super) fn is_secret_key(bytes: &[u8]) -> bool {
    read(bytes).unwrap_or(false)
}

/// Whether bytes that begin so may be such a packet: its version is one that is known.
pub(super) fn may_begin(bytes: &[u8]) -> bool {
    let Some((tag, rest)) = bytes.split_first().filter(|(tag, _)| is_tag(**tag)) else { return false };
    length(*tag, rest).and_then(|(_, body)| body.first()).is_none_or(|version| (3..=6).contains(version))
}

/// Whether a byte is the tag of such a packet.
fn is_tag(byte: u8) -> bool {
    tag(byte).is_some_and(|tag| SECRET.contains(&tag))
}

/// The type of a packet (section 4.2).
fn tag(byte: u8) -> Option<u8> {
    match byte {
        0xC0.. => Some(byte & 0x3F),
        0x80.. => Some((byte >> 2) & 0x0F),
        _ => None,
    }
}

fn read(bytes: &[u8]) -> Option<bool> {
    let (first, rest) = bytes.split_first()?;
    if !is_tag(*first) {
        return None;
    }
    let (length, body) = length(*first, rest)?;
    let follows = length.and_then(|length| body.get(length..)).and_then(<[u8]>::first);
    if length.is_some_and(|length| length < 40)
        || follows.is_some_and(|next| !tag(*next).is_some_and(|tag| FOLLOWING.contains(&tag)))
    {
        return None;
    }
    let (version, body) = body.split_first()?;
    let (created, body) = body.split_first_chunk::<4>()?;
    if !CREATED.contains(&u32::from_be_bytes(*created)) {
        return None;
    }
    // Days of validity, or the length of the public key.
    let before = match version {
        3 => 2,
        _ => 0,
    };
    let behind = match version {
        3 | 4 => 0,
        5 | 6 => 4,
        _ => return None,
    };
    let (algorithm, key) = body.get(before..)?.split_first()?;
    let key = key.get(behind..)?;
    Some(match algorithm {
        1..=3 | 16 | 17 => is_number(key),
        // The length of the curve's object identifier, and its first bytes.
        18 | 19 | 22 => matches!(key, [3..=10, 0x2A..=0x2B, 0x06 | 0x24 | 0x65 | 0x81 | 0x86, ..]),
        25..=28 => *version == 6,
        _ => false,
    })
}

/// The length of a packet, where it is told, and what follows it (sections 4.2.1 and 4.2.2).
fn length(first: u8, rest: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let big = |bytes: &[u8]| bytes.iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
    if first >= 0xC0 {
        return match rest {
            [short @ 0..192, body @ ..] => Some((Some(usize::from(*short)), body)),
            [high @ 192..224, low, body @ ..] => {
                Some((Some((usize::from(*high) - 192) * 256 + usize::from(*low) + 192), body))
            }
            [255, body @ ..] => body.split_at_checked(4).map(|(length, body)| (Some(big(length)), body)),
            [_, body @ ..] => Some((None, body)),
            [] => None,
        };
    }
    let size = match first & 3 {
        3 => return Some((None, rest)),
        size => 1 << size,
    };
    rest.split_at_checked(size).map(|(length, body)| (Some(big(length)), body))
}

/// Whether a number begins so (section 3.2): its length in bits fits its first byte, and is that of a modulus.
fn is_number(bytes: &[u8]) -> bool {
    let [high, low, first, ..] = bytes else { return false };
    let bits = u32::from(u16::from_be_bytes([*high, *low]));
    (512..=16_384).contains(&bits) && *first > 0 && (bits - 1) % 8 == 7 - first.leading_zeros()
}
