"""Tables of claims by other programs: for `cargo xtask formats`.

    claims.py FOLDER TABLES     makes files into FOLDER/PROGRAM, of TABLES/NAME.jsonl, one claim a line

Needs LibreOffice Calc, pandas, csvkit, miller and sqlite3.
"""

import csv, io, json, os, pathlib, subprocess, sys, tempfile

import pandas


def run(arguments, stdin=b""):
    done = subprocess.run(arguments, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ, LC_ALL="C.UTF-8"))
    if done.returncode:
        raise SystemExit(f"{arguments[0]}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def rows(file):
    """The claims of a file as rows of cells, and the columns that they need."""
    claims = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    cell = lambda value: "|".join(value) if isinstance(value, list) else str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
    columns = list(dict.fromkeys(name for claim in claims for name in claim))
    return columns, [{name: cell(claim.get(name)) for name in columns} for claim in claims]


def plain(file):
    """The table as the plainest CSV."""
    columns, lines = rows(file)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


def by_libreoffice(folder, tables):
    # Field and text delimiter, character set (76: UTF-8, 1: Windows-1252), whether every text is quoted.
    for name, tokens in [("bridge.comma", "44,34,76,1,,0,false,true"), ("ferry.semicolon-quoted", "59,34,76,1,,0,true,true"),
                         ("shakhta.tab", "9,34,76,1,,0,false,true"), ("usine.windows-1252", "59,34,1,1,,0,false,true")]:
        with tempfile.TemporaryDirectory() as scratch:
            source = pathlib.Path(scratch) / f"{name}.csv"
            source.write_bytes(plain(tables / f"{name.split('.')[0]}.jsonl"))
            made = pathlib.Path(scratch) / "made"
            run(["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--infilter=Text - txt - csv (StarCalc):44,34,76,1",
                 "--convert-to", f"csv:Text - txt - csv (StarCalc):{tokens}", "--outdir", str(made), str(source)])
            (folder / source.name).write_bytes((made / source.name).read_bytes())


def by_pandas(folder, tables):
    for name, more in [
        ("bridge.excel", dict(sep=";", encoding="utf-8-sig", lineterminator="\r\n")),
        ("shakhta.windows-1251", dict(sep=";", encoding="cp1251", quoting=csv.QUOTE_ALL)),
        ("most.windows-1250", dict(sep=";", encoding="cp1250", lineterminator="\r\n")),
        ("gongchang.gb18030", dict(encoding="gb18030")),
        ("mifal.utf-16", dict(sep="\t", encoding="utf-16")),
    ]:
        columns, lines = rows(tables / f"{name.split('.')[0]}.jsonl")
        frame = pandas.DataFrame(lines, columns=columns)
        frame.to_csv(folder / f"{name}.csv", index=False, **more)


def by_csvkit(folder, tables):
    for name, options in [("ferry.tab", ["-T"]), ("sadd.quoted", ["-U", "1"]), ("limani.semicolon", ["-D", ";"])]:
        (folder / f"{name}.csv").write_bytes(run(["csvformat", *options], plain(tables / f"{name.split('.')[0]}.jsonl")))
    (folder / "most.csv").write_bytes(run(["in2csv", "-f", "ndjson", "-I"], json_of(tables / "most.jsonl")))


def json_of(file):
    """The rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(file)[1]).encode()


def by_miller(folder, tables):
    for name, options in [("bridge.quoted", ["--ocsv", "--quote-all"]), ("kouba.semicolon", ["--ocsv", "--ofs", "semicolon"]),
                          ("gongjang", ["--ocsv"]), ("usine.sorted", ["--ocsv", "reorder", "-f", "text,kind"])]:
        verb = [] if "reorder" in options else ["cat"]
        (folder / f"{name}.csv").write_bytes(run(["mlr", "--ijsonl", *options, *verb], json_of(tables / f"{name.split('.')[0]}.jsonl")))


def by_sqlite(folder, tables):
    for name, options in [("ferry", []), ("bridge.semicolon", ["-separator", ";"]), ("fabrika.line-feeds", ["-newline", "\n"]), ("gongchang-tw", [])]:
        with tempfile.TemporaryDirectory() as scratch:
            source = pathlib.Path(scratch) / "claims.csv"
            source.write_bytes(plain(tables / f"{name.split('.')[0]}.jsonl"))
            database = str(pathlib.Path(scratch) / "claims.sqlite")
            run(["sqlite3", database, "-cmd", ".mode csv", f".import '{source}' claims"])
            (folder / f"{name}.csv").write_bytes(run(["sqlite3", "-csv", "-header", *options, database, "SELECT * FROM claims"]))


if __name__ == "__main__":
    target, tables = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    for program, make in [("LibreOffice Calc", by_libreoffice), ("pandas", by_pandas), ("csvkit", by_csvkit), ("miller", by_miller),
                          ("sqlite3", by_sqlite)]:
        (target / program).mkdir(parents=True, exist_ok=True)
        make(target / program, tables)
