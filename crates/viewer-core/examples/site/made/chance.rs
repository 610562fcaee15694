//! Variety without chance: numbers that are always the same for the same place in the same list.

/// A number below `below` (SplitMix64: Steele, Lea and Flood 2014, *Fast splittable pseudorandom number generators*).
pub fn draw(list: &str, index: usize, below: usize) -> usize {
    // The list's name as a seed: FNV-1a.
    let seed = list
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mut z = seed.wrapping_add((index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) % below as u64) as usize
}

/// A number from 0 to 1.
pub fn part(list: &str, index: usize) -> f64 {
    draw(list, index, 1 << 20) as f64 / f64::from(1 << 20)
}
