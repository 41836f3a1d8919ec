//! Any bytes as a container of any kind: what comes out stays within the limits, under paths of its own that lead nowhere.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recount_intake::container::{Limits, unpack};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::ops::ControlFlow;

fuzz_target!(|bytes: &[u8]| {
    // The first byte chooses the name, so that kinds which only a name tells are tried too.
    let Some((first, bytes)) = bytes.split_first() else { return };
    let names = ["a.zip", "a.tar", "a.tgz", "a.eml", "a.mbox", "a.warc", "a.warc.gz", "a.wacz"];
    let name = names[usize::from(*first) % names.len()];
    let limits = Limits { member_bytes: 100_000, held_bytes: 1_000_000, members: 200, ..Limits::default() };
    let (mut paths, mut total) = (BTreeSet::new(), 0u64);
    let done = unpack(name, &mut Cursor::new(bytes), &limits, &mut |item| {
        let leads = item.path.split('/').any(|part| matches!(part, "" | "." | ".."));
        assert!(!leads && !item.path.contains(['\\', '\0', '\n']), "{:?}", item.path);
        assert!(paths.insert(item.path.clone()), "{:?} twice", item.path);
        assert!(item.containers.len() <= limits.depth + 1, "{:?}", item.path);
        total += item.bytes.len() as u64;
        ControlFlow::Continue(())
    });
    // Letters are handed out whole and with what is attached, on every level; nothing else counts twice.
    assert!(total <= (limits.held_bytes + bytes.len() as u64 * limits.ratio) * (limits.depth as u64 + 1));
    if let Ok(done) = done {
        assert!(done.items <= limits.members && done.items == paths.len());
    }
});
