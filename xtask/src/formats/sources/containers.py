"""Containers by other programs, and their contents by reference libraries: for `cargo xtask formats`.

    containers.py letters|mailboxes|webs|packages|archives FOLDER TEXTS   makes files into FOLDER/PROGRAM, of TEXTS/NAME.txt and NAME.html
    containers.py read-letters|read-mailboxes|read-webs|read-packages OUT FILE...   writes what a reference library finds into OUT/N.txt

Needs mutt, s-nail, mpack, formail (procmail), git, wget, zip, 7z, bsdtar, GNU tar; warcio and wacz beside this Python for web archives.
"""

import email, email.policy, gzip, hashlib, html, html.parser, http.server, io, mailbox, os, pathlib, subprocess, sys
import tarfile, tempfile, threading, zipfile, zlib
from email.message import EmailMessage, Message
from email.mime.application import MIMEApplication
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

DATE = "Tue, 12 Mar 2019 18:41:07 +0100"
PICTURE = bytes.fromhex("89504e470d0a1a0a")
ATTACHED = (".txt", ".md", ".html", ".rtf", ".docx", ".odt")


def texts(folder):
    """Name, plain text and page of every text, by name."""
    found = []
    for file in sorted(pathlib.Path(folder).glob("*.txt")):
        page = file.with_suffix(".html")
        found.append((file.stem, file.read_text("utf-8"), page.read_text("utf-8") if page.exists() else ""))
    return found


def run(arguments, stdin=b"", **more):
    environment = dict(os.environ, LC_ALL="C.UTF-8", HOME="/nonexistent", EMAIL="desk@oster.example")
    done = subprocess.run(arguments, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, **more)
    if done.returncode:
        raise SystemExit(f"{arguments[0]}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def sink(folder, target):
    """A program that keeps what it is given to send."""
    program = pathlib.Path(folder) / "send"
    program.write_text(f"#!/bin/sh\ncat > '{target}'\n")
    program.chmod(0o755)
    return str(program)


def title_of(text):
    return next(line.strip() for line in text.splitlines() if line.strip())[:120]


# Letters


def letters_by_python(folder, sources):
    def base(subject):
        letter = EmailMessage()
        letter["From"] = "Mira Høgh-Łoś <mira@oster.example>"
        letter["To"] = '"Desk, night" <desk@oster.example>, Ινώ <ino@limani.example>'
        letter["Cc"] = "archive@oster.example"
        letter["Subject"] = subject
        letter["Date"] = DATE
        letter["Message-ID"] = "<1@oster.example>"
        return letter

    sets = {
        "shakhta": "koi8-r", "sadd": "windows-1256", "limani": "iso-8859-7", "most": "iso-8859-2", "kouba": "iso-2022-jp",
        "gongchang": "gb18030", "usine": "iso-8859-15", "gongjang": "euc-kr", "mifal": "iso-8859-8", "fabrika": "iso-8859-9",
    }
    for name, text, page in sources:
        letter = base(title_of(text))
        codings = {"bridge": "8bit", "ferry": "quoted-printable", "most": "base64"}
        charset = sets.get(name, "utf-8")
        text_in_set = text.encode(charset, "ignore").decode(charset)
        if charset == "iso-2022-jp":
            letter.set_content(text_in_set, charset=charset, cte="7bit")
        else:
            letter.set_content(text_in_set, charset=charset, cte=codings.get(name, "quoted-printable"))
        (folder / f"{name}-{charset}.eml").write_bytes(letter.as_bytes(policy=email.policy.SMTP))
        if page:
            letter = base(title_of(text))
            letter.set_content(text)
            letter.add_alternative(page, subtype="html")
            letter.add_attachment(page.encode(), maintype="text", subtype="html", filename=f"{name} – копия.html")
            letter.add_attachment(PICTURE, maintype="image", subtype="png", filename="photo.png")
            letter.add_attachment(text.encode("utf-16"), maintype="application", subtype="octet-stream", filename=f"{name}.txt")
            (folder / f"{name}-alternative.eml").write_bytes(letter.as_bytes())
    name, text, page = sources[0]
    only = base("Only a page")
    only.set_content("<html><body><p>" + "</p><p>".join(map(html.escape, text.split("\n\n"))) + "</p></body></html>", subtype="html")
    (folder / "page.eml").write_bytes(only.as_bytes())
    outer = base("Fwd: " + title_of(text))
    outer.set_content("See the letter below, and the one in it.\n")
    inner, innermost = base("inner"), base("innermost")
    innermost.set_content(sources[1][1], cte="base64")
    innermost.add_attachment(sources[1][1], filename="list.txt")
    inner.set_content(sources[2][1])
    inner.add_attachment(innermost)
    outer.add_attachment(inner)
    (folder / "forwarded.eml").write_bytes(outer.as_bytes())
    digest = MIMEMultipart("digest")
    digest["From"], digest["Subject"], digest["Date"] = "list@oster.example", "Digest 7", DATE
    for _, text, _ in sources[:3]:
        part = base(title_of(text))
        part.set_content(text)
        digest.attach(MIMEMessage(part))
    (folder / "digest.eml").write_bytes(digest.as_bytes())
    report = MIMEMultipart("report")
    report["From"], report["Subject"], report["Date"] = "mailer-daemon@oster.example", "Undelivered", DATE
    report.attach(MIMEText("The letter could not be delivered.\n"))
    status = MIMEBase("message", "delivery-status")
    status.set_payload([Message()])
    report.attach(status)
    report.attach(MIMEMessage(digest))
    (folder / "report.eml").write_bytes(report.as_bytes())


def letters_by_mutt(folder, sources):
    for n, (name, text, page) in enumerate(sources[:8]):
        with tempfile.TemporaryDirectory() as scratch:
            target = folder / f"{name}.eml"
            page_file = pathlib.Path(scratch) / f"{name}.html"
            page_file.write_text(page or text, "utf-8")
            settings = pathlib.Path(scratch) / "muttrc"
            sets = "us-ascii:utf-8" if n % 2 else "us-ascii:iso-8859-1:koi8-r:windows-1256:iso-8859-7:utf-8"
            settings.write_text(
                f'set sendmail="{sink(scratch, target)}"\nset send_charset="{sets}"\nset charset=utf-8\nset use_from=yes\n'
                f'set from="mira@oster.example"\nset realname="Mira Høgh"\nset copy=no\nset folder={scratch}\n'
                + ("set text_flowed=yes\n" if n % 3 == 0 else "")
            )
            attached = ["-a", str(page_file), "--"] if n % 2 else ["--"]
            run(["mutt", "-n", "-F", str(settings), "-s", title_of(text), *attached, "desk@oster.example"], text.encode())


def letters_by_s_nail(folder, sources):
    for n, (name, text, page) in enumerate(sources[:8]):
        with tempfile.TemporaryDirectory() as scratch:
            page_file = pathlib.Path(scratch) / f"{name}.html"
            page_file.write_text(page or text, "utf-8")
            attached = ["-a", str(page_file)] if n % 2 else []
            run(
                ["s-nail", "-:/", "-S", f"mta={sink(scratch, folder / (name + '.eml'))}", "-S", "mime-encoding=" + ["quoted-printable", "base64", "8bit"][n % 3],
                 "-S", "sendcharsets=utf-8", "-S", "ttycharset=utf-8", "-S", "from=Mira Høgh <mira@oster.example>", "-s", title_of(text), *attached, "desk@oster.example"],
                text.encode(),
            )


def letters_by_mpack(folder, sources):
    for name, text, page in sources[:4]:
        with tempfile.TemporaryDirectory() as scratch:
            words, attached = pathlib.Path(scratch) / "words", pathlib.Path(scratch) / f"{name}.rtf"
            words.write_text(text.encode("ascii", "ignore").decode())
            attached.write_bytes(b"{\\rtf1 " + name.encode() + b"}")
            run(["mpack", "-s", name, "-d", str(words), "-c", "application/rtf", "-o", str(folder / f"{name}.eml"), str(attached)])


def letters(folder, sources):
    for program, make in [("Python", letters_by_python), ("mutt", letters_by_mutt), ("s-nail", letters_by_s_nail),
                          ("mpack", letters_by_mpack)]:
        (folder / program).mkdir(parents=True, exist_ok=True)
        make(folder / program, sources)


# Mailboxes


def mailboxes(folder, sources):
    with tempfile.TemporaryDirectory() as scratch:
        made = pathlib.Path(scratch)
        letters(made, sources)
        groups = {program.name: sorted(program.glob("*.eml")) for program in sorted(made.iterdir())}
        groups["all"] = sorted(made.glob("*/*.eml"))
        groups["every-third"] = groups["all"][::3]
        (folder / "Python").mkdir(parents=True, exist_ok=True)
        (folder / "formail").mkdir(exist_ok=True)
        for name, files in groups.items():
            box = mailbox.mbox(folder / "Python" / f"{name}.mbox")
            for file in files:
                box.add(file.read_bytes().replace(b"\r\n", b"\n"))
            box.close()
            box = b"".join(run(["formail"], file.read_bytes().replace(b"\r\n", b"\n").rstrip() + b"\n") for file in files)
            (folder / "formail" / f"{name}.mbox").write_bytes(box)
    for program in ["mutt", "s-nail"]:
        (folder / program).mkdir(exist_ok=True)
        for group in range(2):
            box = folder / program / f"sent-{group}.mbox"
            for name, text, _ in sources[group::2]:
                # A line that a mailbox must mark, so that it opens no letter.
                body = (text + "\nFrom the bridge nothing is left.\n\nFrom here on nobody spoke.\n").encode()
                with tempfile.TemporaryDirectory() as scratch:
                    if program == "mutt":
                        settings = pathlib.Path(scratch) / "muttrc"
                        settings.write_text(
                            f'set sendmail="{sink(scratch, "/dev/null")}"\nset charset=utf-8\nset from="mira@oster.example"\nset use_from=yes\n'
                            f'set record="{box}"\nset copy=yes\nset mbox_type=mbox\nset confirmcreate=no\nset confirmappend=no\nset folder={scratch}\n'
                        )
                        run(["mutt", "-n", "-F", str(settings), "-s", title_of(text), "--", "desk@oster.example"], body)
                    else:
                        run(["s-nail", "-:/", "-S", f"mta={sink(scratch, '/dev/null')}", "-S", f"record={box}", "-S", "sendcharsets=utf-8",
                             "-S", "ttycharset=utf-8", "-S", "from=mira@oster.example", "-s", title_of(text), "desk@oster.example"], body)
    (folder / "git").mkdir(exist_ok=True)
    for group in range(4):
        with tempfile.TemporaryDirectory() as scratch:
            git = ["git", "-C", scratch, "-c", "user.name=Mira Høgh", "-c", "user.email=mira@oster.example", "-c", "init.defaultBranch=main"]
            run([*git, "init", "-q"])
            run([*git, "commit", "-q", "--allow-empty", "-m", "Begin"])
            for name, text, _ in sources[group * 3 : group * 3 + 3]:
                (pathlib.Path(scratch) / f"{name}.txt").write_text(text, "utf-8")
                run([*git, "add", "."])
                run([*git, "commit", "-q", "-m", f"{title_of(text)}\n\n{text}"])
            (folder / "git" / f"patches-{group}.mbox").write_bytes(run([*git, "format-patch", "--stdout", "--root", "--no-signature", "HEAD~3..HEAD"]))


# Web archives


class Site(http.server.BaseHTTPRequestHandler):
    """The pages, each at several addresses: as they are, packed, in chunks, behind redirects, gone."""

    protocol_version = "HTTP/1.1"
    pages = {}

    def do_GET(self):
        kind, _, name = self.path.strip("/").partition("/")
        name = name.split("?")[0].removesuffix(".html").removesuffix(".php")
        text, page = Site.pages.get(name, ("", ""))
        body = (page or f"<html><body><pre>{html.escape(text)}</pre></body></html>").encode()
        fields, status, media = [], 200, "text/html; charset=utf-8"
        if kind == "moved":
            fields, status, body = [("Location", f"/plain/{name}.html")], 302, b""
        elif kind == "text":
            body, media = text.encode(), "text/plain; charset=utf-8"
        elif kind == "gzip":
            body, fields = gzip.compress(body), [("Content-Encoding", "gzip")]
        elif kind == "deflate":
            body, fields = zlib.compress(body), [("Content-Encoding", "deflate")]
        elif kind == "style":
            body, media = b"p { color: red }", "text/css"
        elif kind == "picture":
            body, media = PICTURE, "image/png"
        elif name not in Site.pages:
            body, status = b"<html><body><p>Not found.</p></body></html>", 404
        self.send_response(status)
        self.send_header("Content-Type", media)
        for field, value in fields:
            self.send_header(field, value)
        if kind == "chunked":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for at in range(0, len(body), 700):
                piece = body[at : at + 700]
                self.wfile.write(b"%X\r\n%s\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_):
        pass


def webs(folder, sources):
    Site.pages = {name: (text, page) for name, text, page in sources}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    (folder / "wget").mkdir(parents=True, exist_ok=True)
    kinds = ["plain", "chunked", "gzip", "deflate", "text", "moved"]
    for n in range(12):
        chosen = sources[n % len(sources) :][:3]
        addresses = [f"{base}/{kind}/{name}.html?page={n}" for name, _, _ in chosen for kind in (kinds if n % 2 else kinds[n % 6 : n % 6 + 2])]
        addresses += [f"{base}/gone/nobody", f"{base}/style/a.css", f"{base}/picture/a.png"]
        with tempfile.TemporaryDirectory() as scratch:
            packed = [] if n % 3 else ["--no-warc-compression"]
            done = subprocess.run(["wget", "-q", "-O", "/dev/null", f"--warc-file={folder / 'wget' / f'crawl-{n}'}", *packed,
                                   "--header=Accept-Encoding: gzip, deflate", *addresses], cwd=scratch)
            if done.returncode not in (0, 8):
                raise SystemExit("wget failed")
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    (folder / "warcio").mkdir(exist_ok=True)
    for n in range(8):
        with open(folder / "warcio" / f"made-{n}.warc{'.gz' if n % 2 else ''}", "wb") as out:
            writer = WARCWriter(out, gzip=bool(n % 2), warc_version="1.1" if n % 4 < 2 else "1.0")
            writer.write_record(writer.create_warcinfo_record("x", {"software": "warcio"}))
            for name, text, page in sources[n:][:3]:
                body = page.encode() or text.encode()
                head = StatusAndHeaders("200 OK", [("Content-Type", "text/html" if page else "text/plain")], protocol="HTTP/1.1")
                record = writer.create_warc_record(f"https://{name}.example/{n}", "response", payload=io.BytesIO(body), http_headers=head)
                writer.write_record(record)
                writer.write_record(writer.create_warc_record(f"https://{name}.example/list.txt", "resource", payload=io.BytesIO(text.encode()), warc_content_type="text/plain"))
    server.shutdown()


def packages(folder, sources):
    """Each web archive as a WACZ, with pages detected, given, or none; two archives in one; unpacked records."""
    program = str(pathlib.Path(sys.executable).with_name("wacz"))
    with tempfile.TemporaryDirectory() as scratch:
        made = pathlib.Path(scratch)
        webs(made, sources)
        files = {maker.name: sorted(maker.iterdir()) for maker in sorted(made.iterdir())}
        for maker, archives in files.items():
            target = folder / f"py-wacz of {maker}"
            target.mkdir(parents=True, exist_ok=True)
            for n, archive in enumerate(archives):
                both = [archive, archives[(n + 1) % len(archives)]] if n % 5 == 4 else [archive]
                more = ["--detect-pages"] if n % 2 else ["--title", f"Crawl {n}", "--detect-pages", "--text"] if n % 4 else []
                run([program, "create", "-o", str(target / f"{archive.name.split('.')[0]}.wacz"), *more, *map(str, both)])


# Archives


def archives(folder, sources):
    with tempfile.TemporaryDirectory() as scratch:
        tree = pathlib.Path(scratch)
        for n, (name, text, page) in enumerate(sources):
            part = tree / f"part-{n % 4}"
            (part / "sub folder").mkdir(parents=True, exist_ok=True)
            (part / f"{name}.txt").write_text(text, "utf-8")
            (part / "sub folder" / f"Ünïcode {name} – слово.html").write_text(page or text, "utf-8")
            (part / "photo.png").write_bytes(PICTURE)
            (part / ".DS_Store").write_bytes(b"x")
        parts = sorted(path.name for path in tree.iterdir())
        for program in ["Info-ZIP", "7-Zip", "bsdtar", "Python", "GNU tar", "gzip"]:
            (folder / program).mkdir(parents=True, exist_ok=True)
        for n, part in enumerate(parts):
            level = ["-0"] if n == 0 else ["-9"] if n == 1 else []
            run(["zip", "-q", "-r", *level, str(folder / "Info-ZIP" / f"{part}.zip"), part], cwd=tree)
            run(["7z", "a", "-tzip", "-bd", str(folder / "7-Zip" / f"{part}.zip"), part], cwd=tree)
            # Written to a pipe, so that sizes stand behind the members.
            (folder / "bsdtar" / f"{part}.zip").write_bytes(run(["bsdtar", "-c", "--format", "zip", "-f", "-", part], cwd=tree))
            run(["bsdtar", "-c", "-z", "--format", ["pax", "ustar", "gnutar", "pax"][n], "-f", str(folder / "bsdtar" / f"{part}.tar.gz"), part], cwd=tree)
            tar_kind = ["gnu", "pax", "ustar", "v7"][n]
            run(["tar", "-c", "-z", f"--format={tar_kind}", "-f", str(folder / "GNU tar" / f"{part}-{tar_kind}.tgz"), part], cwd=tree)
            run(["tar", "-c", f"--format={tar_kind}", "-f", str(folder / "GNU tar" / f"{part}-{tar_kind}.tar"), part], cwd=tree)
            with zipfile.ZipFile(folder / "Python" / f"{part}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=n * 3) as made:
                for file in sorted((tree / part).rglob("*")):
                    made.write(file, file.relative_to(tree))
            with tarfile.open(folder / "Python" / f"{part}.tar.gz", "w:gz") as made:
                made.add(tree / part, part)
        for name, text, _ in sources[:4]:
            (folder / "gzip" / f"{name}.txt.gz").write_bytes(run(["gzip", "-c", "-9"], text.encode()))


# What reference libraries find


class Words(html.parser.HTMLParser):
    """The words of a page."""

    def __init__(self):
        super().__init__()
        self.words, self.hidden = [], 0

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ("script", "style", "title")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style", "title")
        self.words.append("\n" if tag in ("p", "div", "li", "td", "th", "tr", "h1", "h2", "h3") else "")

    def handle_data(self, data):
        self.words.append("" if self.hidden else data)


def letter_text(letter):
    lines = [str(letter["Subject"] or ""), ""]
    for field in ["From", "To", "Cc", "Date"]:
        if letter[field]:
            lines.append(f"{field}: {letter[field]}".replace("\n", "").replace('"', ""))
    body, attached = [], []
    body_part = letter.get_body(("plain", "html"))

    def walk(part):
        if part is body_part:
            text = part.get_content()
            if part.get_content_subtype() == "html":
                page = Words()
                page.feed(text)
                text = "".join(page.words)
            body.append(text)
        elif part.get_content_type() == "message/rfc822":
            attached.append(letter_text(part.get_payload(0)))
        elif part.is_multipart() and part.get_content_maintype() == "multipart":
            inside = part.iter_parts()
            if part.get_content_type() == "multipart/alternative":
                inside = [p for p in part.iter_parts() if p is body_part or p.is_multipart() or body_part is None]
            for inner in inside:
                walk(inner)
        elif part.get_content_type() == "text/plain" and not part.is_attachment() and not part.get_filename():
            body.append(part.get_content())
        elif (part.get_filename() or "").endswith(ATTACHED):
            data = part.get_payload(decode=True)
            if part.get_content_type() == "text/plain" and part.get_content_charset() and part["Content-Transfer-Encoding"]:
                data = data.decode(part.get_content_charset()).replace("\r\n", "\n").encode()
            attached.append(f"attachment {hashlib.sha256(data).hexdigest()}")

    walk(letter)
    return "\n".join(lines + [""] + body + attached)


def read_letters(out, files):
    for n, file in enumerate(files):
        letter = email.message_from_bytes(pathlib.Path(file).read_bytes(), policy=email.policy.default)
        (out / f"{n}.txt").write_text(letter_text(letter), "utf-8")


def read_mailboxes(out, files):
    for n, file in enumerate(files):
        # Python's own splitting, and bytes as they stand.
        box = mailbox.mbox(file, create=False)
        parts = [letter_text(email.message_from_bytes(box.get_bytes(key), policy=email.policy.default)) for key in box.keys()]
        (out / f"{n}.txt").write_text("\n".join(parts), "utf-8")


def pages_of(stream):
    """Addresses and contents of the pages of a web archive, in their order."""
    from warcio.archiveiterator import ArchiveIterator

    lines = []
    for record in ArchiveIterator(stream):
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        if record.rec_type not in ("response", "resource") or not address.strip("<>").startswith("http"):
            continue
        media = record.rec_headers.get_header("Content-Type")
        if record.http_headers:
            media = record.http_headers.get_header("Content-Type")
            if record.http_headers.get_statuscode() != "200":
                continue
        if media.split(";")[0] in ("text/html", "text/plain"):
            lines += [address.strip("<>"), record.content_stream().read().decode("utf-8", "replace")]
    return lines


def read_webs(out, files):
    for n, file in enumerate(files):
        with open(file, "rb") as stream:
            (out / f"{n}.txt").write_text("\n".join(pages_of(stream)), "utf-8")


def read_packages(out, files):
    for n, file in enumerate(files):
        with zipfile.ZipFile(file) as package:
            names = [name for name in package.namelist() if name.startswith("archive/")]
            lines = [line for name in names for line in pages_of(io.BytesIO(package.read(name)))]
        (out / f"{n}.txt").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    work = sys.argv[1]
    target = pathlib.Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    if work.startswith("read-"):
        {"read-letters": read_letters, "read-mailboxes": read_mailboxes, "read-webs": read_webs, "read-packages": read_packages}[work](target, sys.argv[3:])
    else:
        {"letters": letters, "mailboxes": mailboxes, "webs": webs, "packages": packages, "archives": archives}[work](target, texts(sys.argv[3]))
