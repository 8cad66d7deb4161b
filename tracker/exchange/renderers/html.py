"""Renderer of papers as one HTML file: its own style sheet, no script, nothing from elsewhere, printed on A4."""

from collections.abc import Iterator
from html import escape

from tracker.domain.model.state import State
from tracker.exchange.papers import paper_asked_for
from tracker.exchange.papers.blocks import Banner, Block, Bullets, Heading, Paper, Paragraph, Table
from tracker.exchange.registry import ExportRequest

_STYLE = """
@page { size: A4; margin: 22mm 20mm; }
body { font: 11pt/1.45 Georgia, 'Times New Roman', serif; color: #111; }
body { max-width: 46em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; line-height: 1.25; margin: 0 0 .6em; }
h2 { font-size: 1.2em; margin: 1.6em 0 .5em; border-bottom: 1px solid #999; break-after: avoid; }
h3, h4 { font-size: 1em; margin: 1.2em 0 .3em; break-after: avoid; }
h4 { font-style: italic; }
p { margin: .4em 0; white-space: pre-line; }
ul { margin: .4em 0; padding-left: 1.3em; }
table { border-collapse: collapse; width: 100%; margin: .5em 0; font-size: .93em; }
th, td { border: 1px solid #bbb; padding: .25em .5em; text-align: start; vertical-align: top; white-space: pre-line; }
th { background: #f0f0f0; }
tr { break-inside: avoid; }
.banner { border: 2px solid #111; padding: .4em .7em; font-weight: bold; }
.draft .banner { border-color: #a00; color: #a00; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
@media print { .draft::before { content: 'DRAFT'; position: fixed; top: 40%; left: 12%; font-size: 110pt;
  transform: rotate(-30deg); color: #a00; opacity: .08; } }
""".strip()
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write(state: State, request: ExportRequest) -> str:
    """Return the paper that is asked for."""
    paper = paper_asked_for(state, request)
    return "\n".join(
        (*_head(paper), *(line for block in paper.blocks for line in _block(block)), "</body>", "</html>", "")
    )


def _head(paper: Paper) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{_text(paper.title)}</title>"
    yield f"<style>\n{_STYLE}\n</style>"
    yield "</head>"
    yield f'<body class="{"draft" if paper.is_draft else "final"}">'


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f'<h{block.level} dir="auto">{_text(block.text)}</h{block.level}>'
    elif isinstance(block, Banner):
        yield f'<p class="banner">{_text(block.text)}</p>'
    elif isinstance(block, Paragraph):
        label = f"<strong>{_text(block.label)}:</strong> " if block.label else ""
        yield f'<p dir="auto">{label}{_text(block.text)}</p>'
    elif isinstance(block, Bullets):
        yield "<ul>"
        yield from (f'<li dir="auto">{_text(text)}</li>' for text in block.lines)
        yield "</ul>"
    elif isinstance(block, Table):
        yield "<table>"
        yield f"<tr>{''.join(f'<th>{_text(cell)}</th>' for cell in block.headings)}</tr>"
        for row in block.rows:
            cells = "".join(f'<td dir="auto">{_text(cell)}</td>' for cell in row)
            yield f"<tr>{cells}</tr>"
        yield "</table>"


def _text(text: str) -> str:
    return escape(text)
