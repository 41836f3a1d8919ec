"""Documents of Word by python-docx and of OpenDocument by odfpy, for `cargo xtask formats`: argument: the folder to write into."""
import sys
from pathlib import Path

import docx
from docx.enum.text import WD_BREAK
from odf import table, text
from odf.opendocument import OpenDocumentText
from odf.style import Style, TextProperties

folder = Path(sys.argv[1])
STORIES = {
    "quarry": ("Dust at Hallin quarry: what the two labs measured", "Measurements", [
        "The county laboratory measured 340 micrograms of dust per cubic metre on Monday, three times what the permit allows.",
        "The owners' laboratory, Feld & Sons, measured 95. \u201cBoth can be right,\u201d said the inspector, Ada Lindqvist: the wind had turned at noon.",
        "Some 400 people live within a kilometre of the quarry. At least 31 of them have seen a doctor since May.",
    ]),
    "tram": ("Tram line 9 stays closed after second derailment", "Timeline", [
        "A tram of line 9 left the rails near Kanalgasse on Sunday for the second time in a week. Nobody was hurt, the operator said.",
        "A passenger, Yusuf Demir, spoke of \u201cfive or six people with bumps\u201d. The rescue service was not called.",
        "The operator had measured the rails on 2 June and found them 4 mm too wide; the limit is 6 mm.",
    ]),
    "strike": ("Greve na doca de Vila Alta: n\u00fameros divergentes", "N\u00fameros", [
        "A greve dos estivadores da Vila Alta reuniu \u201cmais de 800 pessoas\u201d, segundo o sindicato; a administra\u00e7\u00e3o contou 312.",
        "N\u00e3o houve feridos, disse a pol\u00edcia. Um fot\u00f3grafo afirma ter visto tr\u00eas pessoas no ch\u00e3o.",
    ]),
}
for name, (title, heading, paragraphs) in STORIES.items():
    d = docx.Document()
    d.core_properties.title = "Blank document"
    d.core_properties.author = "python"
    d.add_heading(title, 0)
    p = d.add_paragraph(paragraphs[0])
    p.add_run(" This sentence is bold.").bold = True
    d.add_heading(heading, 1)
    for words in paragraphs[1:]:
        d.add_paragraph(words)
    d.add_paragraph("first point", style="List Bullet")
    d.add_paragraph("second point", style="List Number")
    t = d.add_table(rows=2, cols=3)
    for r, row in enumerate(t.rows):
        for c, cell in enumerate(row.cells):
            cell.text = f"cell {r + 1}.{c + 1}"
    p = d.add_paragraph("before the break")
    p.add_run().add_break(WD_BREAK.LINE)
    p.add_run("after the break\tand a tab")
    d.sections[0].header.paragraphs[0].text = "A header that is no text"
    d.add_page_break()
    d.add_paragraph("The last page.")
    d.save(folder / f"{name}.docx")

    o = OpenDocumentText()
    bold = Style(name="Strong", family="text")
    bold.addElement(TextProperties(fontweight="bold"))
    o.automaticstyles.addElement(bold)
    o.text.addElement(text.H(outlinelevel=1, text=title))
    p = text.P(text=paragraphs[0])
    p.addElement(text.Span(stylename=bold, text=" This sentence is bold."))
    o.text.addElement(p)
    o.text.addElement(text.H(outlinelevel=2, text=heading))
    for words in paragraphs[1:]:
        o.text.addElement(text.P(text=words))
    items = text.List()
    for words in ["first point", "second point"]:
        item = text.ListItem()
        item.addElement(text.P(text=words))
        items.addElement(item)
    o.text.addElement(items)
    grid = table.Table(name="Grid")
    grid.addElement(table.TableColumn(numbercolumnsrepeated=3))
    for r in range(2):
        row = table.TableRow()
        for c in range(3):
            cell = table.TableCell()
            cell.addElement(text.P(text=f"cell {r + 1}.{c + 1}"))
            row.addElement(cell)
        grid.addElement(row)
    o.text.addElement(grid)
    o.save(str(folder / f"{name}.odt"))
