//! Where a report's text stood on the pages it was printed on: for formats that have pages (PDF). Text offsets stay the one
//! way to name a place; a layout only tells where on which page it was.

use crate::Span;

/// A rectangle on a page in points (1/72 inch), measured from the upper left corner of the page as shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageBox {
    /// From the left edge to the left side.
    pub left: f32,
    /// From the upper edge to the upper side.
    pub top: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl PageBox {
    /// The smallest rectangle that holds both.
    pub fn cover(self, other: PageBox) -> PageBox {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        let right = (self.left + self.width).max(other.left + other.width);
        let bottom = (self.top + self.height).max(other.top + other.height);
        PageBox { left, top, width: right - left, height: bottom - top }
    }
}

/// A stretch of text that was printed in one piece: a word, or as much of a line as the document sets at once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedText {
    /// The text, in bytes of the report's text.
    pub span: Span,
    /// Where it stood.
    pub place: PageBox,
}

/// One page of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its number, counted from 1 in the order of the file.
    pub number: u32,
    /// Width as shown, in points.
    pub width: f32,
    /// Height as shown, in points.
    pub height: f32,
    /// What stands on it, by offset. Pieces do not overlap; a paragraph that runs on has pieces on two pages.
    pub pieces: Vec<PlacedText>,
}

impl Page {
    /// The rectangles of what of `span` stands on this page, neighbours on a line joined to one; empty when nothing does.
    pub fn boxes(&self, span: Span) -> Vec<PageBox> {
        let from = self.pieces.partition_point(|piece| piece.span.end <= span.start);
        let mut boxes: Vec<PageBox> = Vec::new();
        for piece in self.pieces[from..].iter().take_while(|piece| piece.span.start < span.end) {
            let place = piece.place;
            match boxes.last_mut().filter(|last| on_one_line(last, &place)) {
                Some(last) => *last = last.cover(place),
                None => boxes.push(place),
            }
        }
        boxes
    }
}

/// Whether the second rectangle goes on with the line of the first: their middles differ by less than half a height.
fn on_one_line(line: &PageBox, next: &PageBox) -> bool {
    let middle = |b: &PageBox| b.top + b.height / 2.0;
    (middle(line) - middle(next)).abs() < line.height.max(next.height) / 2.0 && next.left >= line.left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_has_a_box_for_each_line_it_stands_on() {
        let piece = |start, end, left, top| PlacedText {
            span: Span::new(start, end),
            place: PageBox { left, top, width: 30.0, height: 10.0 },
        };
        let pieces = vec![piece(0, 5, 10.0, 20.0), piece(6, 9, 45.0, 20.0), piece(10, 14, 10.0, 34.0)];
        let page = Page { number: 1, width: 595.0, height: 842.0, pieces };
        let boxes = page.boxes(Span::new(2, 12));
        assert_eq!(boxes.len(), 2);
        assert_eq!((boxes[0].left, boxes[0].width), (10.0, 65.0));
        assert_eq!(page.boxes(Span::new(14, 20)), Vec::new());
        assert_eq!(page.boxes(Span::new(9, 10)), Vec::new());
    }
}
