use super::*;

fn check(letter: &str, subject: &str, body: &str, attachments: &[(&str, &str)]) {
    for ends in ["\n", "\r\n"] {
        let read = read_letter(letter.replace('\n', ends).as_bytes()).unwrap();
        assert_eq!(read.subject.as_deref().unwrap_or_default(), subject);
        assert_eq!(read.body, body, "{letter}");
        let got: Vec<(&str, String)> = read
            .attachments
            .iter()
            .map(|a| (a.name.as_str(), String::from_utf8_lossy(&a.bytes).replace("\r\n", "\n")))
            .collect();
        let want: Vec<(&str, String)> = attachments.iter().map(|(n, b)| (*n, b.to_string())).collect();
        assert_eq!(got, want);
    }
}

#[test]
fn a_plain_letter_is_its_words() {
    let letter = "From: =?utf-8?q?Anna_B=C3=A9rg?= <anna@harl.example>\nTo: Desk <desk@harl.example>, b@c.example\nSubject: The mill\nDate: Fri, 2 May 2014 23:30:00 -0500\n\nSix people died.\n\n> Who said so?\n-- \nAnna\n";
    check(letter, "The mill", "Six people died.\n\n> Who said so?\n-- \nAnna", &[]);
    let read = read_letter(letter.as_bytes()).unwrap();
    assert_eq!(read.author.as_deref(), Some("Anna Bérg"));
    assert_eq!(read.sent.map(|d| d.to_string()).as_deref(), Some("2014-05-02"));
    assert_eq!(
        read.fields,
        [
            "From: Anna Bérg <anna@harl.example>",
            "To: Desk <desk@harl.example>, b@c.example",
            "Date: Fri, 2 May 2014 23:30:00 -0500"
        ]
    );
}

#[test]
fn of_alternatives_the_plain_text_is_read_and_attachments_come_out() {
    check(
        "Subject: x\nContent-Type: multipart/mixed; boundary=\"A\"\n\npreamble\n--A\nContent-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nThe caf=E9 burned=\n down.\n--B\nContent-Type: text/html\n\n<p>The café burned down.</p>\n--B--\n--A\nContent-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; filename*=utf-8''p%C3%A9.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--A--\nepilogue\n",
        "x",
        "The café burned down.",
        &[("pé.pdf", "%PDF-")],
    );
    check(
        "Subject: x\nContent-Type: multipart/alternative; boundary=B\n\n--B\n\nRead this letter in a browser.\n--B\nContent-Type: text/html\n\n<html><body><div>Six people died when the old mill of Harl burned down, the fire office said on Friday morning in the town.</div><div>Two were hurt.</div></body></html>\n--B--\n",
        "x",
        "Six people died when the old mill of Harl burned down, the fire office said on Friday morning in the town.\n\nTwo were hurt.",
        &[],
    );
}

#[test]
fn a_letter_in_a_letter_is_attached_whole() {
    let inner = "Subject: inner\nContent-Type: multipart/mixed; boundary=I\n\n--I\n\nSix died.\n--I--";
    check(
        &format!(
            "Subject: Fwd\nContent-Type: multipart/mixed; boundary=O\n\n--O\n\nSee below.\n--O\nContent-Type: message/rfc822\n\n{inner}\n--O--\n"
        ),
        "Fwd",
        "See below.",
        &[("part-1", inner)],
    );
    check(
        "Subject: Digest\nContent-Type: multipart/digest; boundary=O\n\n--O\n\nSubject: one\n\n1\n--O\n\nSubject: two\n\n2\n--O--\n",
        "Digest",
        "",
        &[("part-1", "Subject: one\n\n1"), ("part-2", "Subject: two\n\n2")],
    );
}

#[test]
fn broken_letters_give_what_they_have() {
    check("Subject: x\nContent-Type: multipart/mixed; boundary=A\n\n--A\n\nSix died", "x", "Six died", &[]);
    check("Subject: x\nContent-Type: multipart/mixed; boundary=A\n\nSix died.", "x", "Six died.", &[]);
    check("Subject: x\nContent-Type: multipart/mixed\n\nSix died.", "x", "Six died.", &[]);
    check("Subject: only fields\n", "only fields", "", &[]);
    check("From harl Fri May  2 08:00:00 2014\nSubject: x\n\nSix", "x", "Six", &[]);
    assert!(matches!(read_letter(b" \n"), Err(Fault::Empty)));
    assert!(matches!(read_letter(b"Six people died.\nTwo more."), Err(Fault::NotALetter)));
}

/// Letters that nobody writes: each must be read or refused within seconds.
#[test]
fn hostile_letters_cost_little() {
    let field = |value: String| format!("Subject: x\nContent-Type: {value}\nFrom: a@b.c\n\nSix died.\n");
    let nested: String =
        (0..1_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
    let letters: String = "Content-Type: message/rfc822\n\n".repeat(100_000);
    for letter in [
        format!("Subject: {}\n\nSix", "=?utf-8?q?".repeat(300_000)),
        format!("Subject: {}\n\nSix", "=?utf-8?b?QUJD?= ".repeat(300_000)),
        format!("From: {}\n\nSix", "<(\"".repeat(1_000_000)),
        format!("To: {}\n\nSix", "a@b.c, ".repeat(500_000)),
        "X: y\n".repeat(1_000_000),
        format!("Subject: a\n{}\nSix", " folded\n".repeat(1_000_000)),
        field(format!("multipart/mixed; boundary=\"{}\"", "-".repeat(1_000_000))),
        field((0..100_000).map(|n| format!("boundary*{n}=a;")).collect()),
        field((0..100_000).map(|n| format!("a{n}*0=a; a{n}*1=b;")).collect()),
        format!("Subject: x\n{nested}Six died."),
        format!("Subject: x\n{letters}Six died."),
        format!("Subject: x\nContent-Type: multipart/mixed; boundary=A\n\n{}", "--A\n\nx\n".repeat(500_000)),
        format!(
            "Subject: x\nContent-Type: multipart/mixed; boundary=\"{}\"\n\n{}",
            "-".repeat(60),
            "-".repeat(5_000_000)
        ),
        format!("Subject: x\nContent-Type: text/html\n\n{}", "<div>".repeat(1_000_000)),
    ] {
        let started = std::time::Instant::now();
        let _ = read_letter(letter.as_bytes());
        assert!(started.elapsed().as_secs() < 20, "{}", &letter[..60]);
    }
}
