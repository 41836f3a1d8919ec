//! A letter as a container: the letter itself, whole, then what is attached to it; letters among the attachments in their turn.

use super::unpacking::{Done, Halt, Member, Place, Unpacking};
use super::{ContainerKind, Origin, Packing};
use crate::letter::read_letter;
use recount_model::ReportId;

/// Hands out the letter at `path`, which lies in `around`, and takes its attachments as members of it.
pub(super) fn unpack(
    all: &mut Unpacking,
    path: String,
    around: &Place,
    bytes: Vec<u8>,
    origin: Origin,
) -> Done {
    all.check_room(around)?;
    let letter = match read_letter(&bytes) {
        Ok(letter) => letter,
        Err(fault) => {
            all.pass_over_fault(path, &fault);
            return Ok(());
        }
    };
    let id = ReportId::of(&bytes);
    let origin = Origin {
        title: origin.title.or(letter.subject),
        author: letter.author,
        published: letter.sent,
        ..origin
    };
    all.hand_out(path.clone(), bytes, Some("message/rfc822"), origin, around.chain.clone())?;
    let mut chain = around.chain.clone();
    chain.push(Packing { path: path.clone(), kind: ContainerKind::Letter, id: Some(id) });
    let place = Place { path, chain };
    for attachment in letter.attachments {
        let mut reader = &attachment.bytes[..];
        let member = Member {
            name: &attachment.name,
            media: Some(&attachment.media),
            origin: Origin::default(),
            bytes: &mut reader,
        };
        match all.member(&place, member) {
            // The bytes of an attachment are there: nothing can break off.
            Ok(()) | Err(Halt::Broken(_)) => {}
            Err(halt) => return Err(halt),
        }
    }
    Ok(())
}
