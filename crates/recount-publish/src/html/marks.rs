//! Claims marked inside a stretch of text. Claims nest and overlap; HTML elements only nest. So a claim that crosses the end of
//! another is cut there and goes on as a second mark; only its first piece carries the anchor.

use recount_model::{ClaimIndex, Span};
use std::collections::BTreeSet;

/// What a template writes, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A mark begins; `first` when it carries the claim's anchor.
    Open { claim: ClaimIndex, first: bool },
    /// The innermost mark ends.
    Close,
    /// Plain text.
    Text(&'a str),
}

/// The text of `region` with the claims that touch it marked. `anchored` holds the claims whose anchor already stands
/// somewhere, and gains those anchored here. `claims` are in text order, the longer first.
pub(super) fn pieces<'a>(
    text: &'a str,
    region: Span,
    claims: &[(ClaimIndex, Span)],
    anchored: &mut BTreeSet<ClaimIndex>,
) -> Vec<Piece<'a>> {
    let clip =
        |s: Span| Span::new(s.start.clamp(region.start, region.end), s.end.clamp(region.start, region.end));
    let touches =
        |s: Span| s.overlaps(region) || (s.is_empty() && region.start <= s.start && s.start <= region.end);
    let mut inside: Vec<(ClaimIndex, Span)> =
        claims.iter().filter(|(_, s)| touches(*s)).map(|&(c, s)| (c, clip(s))).collect();
    inside.sort_by_key(|&(c, s)| (s.start, std::cmp::Reverse(s.end), c));
    let mut cuts: BTreeSet<usize> = inside.iter().flat_map(|(_, s)| [s.start, s.end]).collect();
    cuts.extend([region.start, region.end]);

    let mut out = Vec::new();
    let mut open: Vec<(ClaimIndex, usize)> = Vec::new();
    let mut next = inside.into_iter().peekable();
    let mut last = region.start;
    for cut in cuts {
        let words = Span::new(last, cut).slice(text);
        if !words.is_empty() {
            out.push(Piece::Text(words));
        }
        last = cut;
        close_ended(&mut open, cut, &mut out);
        while let Some((claim, span)) = next.next_if(|(_, s)| s.start == cut) {
            out.push(Piece::Open { claim, first: anchored.insert(claim) });
            match span.is_empty() {
                true => out.push(Piece::Close),
                false => open.push((claim, span.end)),
            }
        }
    }
    out
}

/// Closes every mark that ends at `cut`; marks inside it that go on are closed with it and opened again.
fn close_ended(open: &mut Vec<(ClaimIndex, usize)>, cut: usize, out: &mut Vec<Piece>) {
    let Some(outermost) = open.iter().position(|&(_, end)| end <= cut) else { return };
    let tail = open.split_off(outermost);
    out.extend(tail.iter().map(|_| Piece::Close));
    for (claim, end) in tail.into_iter().filter(|&(_, end)| end > cut) {
        out.push(Piece::Open { claim, first: false });
        open.push((claim, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, claims: &[(usize, usize)], expected: &str) {
        let claims: Vec<_> =
            claims.iter().enumerate().map(|(i, &(a, b))| (ClaimIndex(i), Span::new(a, b))).collect();
        let written: String = pieces(text, Span::new(0, text.len()), &claims, &mut BTreeSet::new())
            .into_iter()
            .map(|p| match p {
                Piece::Open { claim, first: true } => format!("<{}:", claim.0),
                Piece::Open { claim, first: false } => format!("<{}+", claim.0),
                Piece::Close => ">".to_string(),
                Piece::Text(words) => words.to_string(),
            })
            .collect();
        assert_eq!(written, expected);
    }

    #[test]
    fn claims_apart_nested_and_alike() {
        check("abcdef", &[(1, 2), (3, 5)], "a<0:b>c<1:de>f");
        check("abcdef", &[(0, 6), (2, 4)], "<0:ab<1:cd>ef>");
        check("abcdef", &[(1, 3), (1, 3)], "a<0:<1:bc>>def");
        check("abcdef", &[(1, 3), (1, 5)], "a<1:<0:bc>de>f");
    }

    #[test]
    fn a_claim_that_crosses_another_goes_on_as_a_second_mark() {
        check("abcdef", &[(0, 3), (2, 5)], "<0:ab<1:c>><1+de>f");
        check("abcdef", &[(0, 3), (1, 4), (2, 6)], "<0:a<1:b<2:c>>><1+<2+d>><2+ef>");
    }

    #[test]
    fn an_empty_claim_has_an_anchor() {
        check("ab", &[(1, 1), (2, 2)], "a<0:>b<1:>");
    }

    #[test]
    fn text_is_kept_whatever_the_claims() {
        let text = "abcdefgh";
        for a in 0..8 {
            for b in a..8 {
                for c in 0..8 {
                    for d in c..8 {
                        let claims = [(ClaimIndex(0), Span::new(a, b)), (ClaimIndex(1), Span::new(c, d))];
                        let pieces = pieces(text, Span::new(0, 8), &claims, &mut BTreeSet::new());
                        let kept: String =
                            pieces.iter().map(|p| if let Piece::Text(t) = p { t } else { "" }).collect();
                        let opened = pieces.iter().filter(|p| matches!(p, Piece::Open { .. })).count();
                        let closed = pieces.iter().filter(|p| matches!(p, Piece::Close)).count();
                        assert_eq!((kept.as_str(), opened), (text, closed), "{claims:?}");
                    }
                }
            }
        }
    }
}
