use recount_read::syntax::Model;
use std::io::Read;
fn main() {
    let mut all = String::new();
    std::io::stdin().read_to_string(&mut all).unwrap();
    for line in all.lines() {
        let t = recount_read::syntax::Syntax::of(line, &[recount_model::Span { start: 0, end: line.len() }]);
        let _ = Model::english();
        for (i, w) in t.words.iter().enumerate() {
            let f = w.span().slice(line);
            print!("{i}:{f}/{:?}/{:?}>{} ", w.tag, w.relation, w.head().map_or(-1, |h| h as i64));
        }
        println!("\n");
    }
}
