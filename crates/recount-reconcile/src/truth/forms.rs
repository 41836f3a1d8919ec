//! Forms: sources whose names are written alike, of which more is known together than of each.
//!
//! Where most sources say one thing or two, nothing is learned of any of them alone. Their names often tell a class: an address beside a name of
//! one's own, a number beside a word. The form of a name is its shape: every run of letters is `a`, every run of digits `0`, the rest
//! stands. A form that at least one in fifty sources has is a class; a source of another form belongs to a class of the rest.

use recount_model::Names;
use std::collections::BTreeMap;

/// The class of each name, in order of the names.
pub(super) fn classes(names: &Names) -> Vec<u32> {
    let forms: Vec<String> = names.iter().map(form).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for form in &forms {
        *counts.entry(form).or_default() += 1;
    }
    let common: BTreeMap<&str, u32> = counts
        .into_iter()
        .filter(|&(_, count)| count * 50 >= forms.len())
        .enumerate()
        .map(|(number, (form, _))| (form, number as u32 + 1))
        .collect();
    forms.iter().map(|form| common.get(form.as_str()).copied().unwrap_or(0)).collect()
}

fn form(name: &str) -> String {
    let mut form = String::new();
    for c in name.chars().take(64) {
        let sign = match c {
            c if c.is_alphabetic() => 'a',
            c if c.is_numeric() => '0',
            c => c,
        };
        if !form.ends_with(sign) || !(sign == 'a' || sign == '0') {
            form.push(sign);
        }
    }
    form
}
