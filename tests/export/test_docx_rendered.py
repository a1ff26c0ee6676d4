"""What LibreOffice makes of our .docx: the nearest to a printer that a test can have."""

import re
import subprocess
from collections.abc import Callable, Iterator

import pytest

from cchc_desktop.domain.report import Report
from cchc_desktop.export.blocks import Head, Paragraph, Signature
from cchc_desktop.export.compose import compose
from cchc_desktop.export.docx_writer import write
from tests import builders
from tests.export import documents
from tests.export.docx_reading import texts

Pages = Callable[[Report], list[list[str]]]


@pytest.fixture(scope="session")
def pages(render_pdf, pdftotext, tmp_path_factory) -> Pages:
    """Return a function that gives the printed lines of every page."""

    def of(report: Report) -> list[list[str]]:
        file = tmp_path_factory.mktemp("docx") / "report.docx"
        file.write_bytes(write(compose(report), documents.style()))
        command = [pdftotext, "-raw", "-enc", "UTF-8", str(render_pdf(file)), "-"]
        text = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
        return [[line for line in page.split("\n") if line.strip()] for page in text.split("\f")[:-1]]

    return of


def squashed(text: str) -> str:
    """Without spaces and line breaks, which a page sets as it likes."""
    return re.sub(r"\s+", "", text)


def without_numbers(pages: list[list[str]]) -> Iterator[str]:
    for page in pages:
        yield from page[1:] if page[0].strip().isdigit() else page


def first_lines(pages: list[list[str]]) -> list[str]:
    return [page[0].strip() for page in pages]


@pytest.fixture(scope="session")
def full(pages) -> list[list[str]]:
    return pages(builders.sample())


def test_every_sentence_and_cell_of_the_sample_is_printed_in_order(full):
    printed = squashed("".join(without_numbers(full)))
    place = 0
    for text in texts(write(compose(builders.sample()), documents.style())):
        found = printed.find(squashed(text), place)
        assert found >= 0, f"not printed after what stands before it: {text}"
        # The two columns of the head and of the signature may come in either order.
        place = 0 if text in beside(builders.sample()) else found


def beside(report: Report) -> set[str]:
    return {
        line.text
        for block in compose(report).sections[0].blocks
        for lines in (
            (block.names, block.state, (block.number, block.place_date))
            if isinstance(block, Head)
            else (block.recipients, block.signer)
            if isinstance(block, Signature)
            else ()
        )
        for line in lines
    }


def test_pages_are_numbered_from_the_second_and_anew_in_each_appendix(full, pages):
    numbers = [line if line.isdigit() else "" for line in first_lines(full)]
    first_appendix = next(index for index, page in enumerate(full) if page[0] == "Phụ lục I")
    assert numbers[:first_appendix] == ["", *map(str, range(2, first_appendix + 1))]
    assert numbers[first_appendix:] == ["", ""]
    long_table = pages(documents.awkward())
    start = first_lines(long_table).index("Phụ lục II")
    assert first_lines(long_table)[start + 1 :] == ["2", "3", "4"]
    assert all("Lĩnh vực, công việc" in squash_page(page) for page in long_table[start:])


def squash_page(page: list[str]) -> str:
    return " ".join(page)


def test_nation_motto_and_date_take_one_line_each_for_a_long_place_too(pages):
    unit = {
        "superior": "Ủy ban nhân dân Thành phố",
        "issuer": "Sở Nội vụ",
        "symbol": "SNV",
        "place": "Thành phố Hồ Chí Minh",
    }
    first = pages(documents.small(unit=unit))[0]
    for line in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Thành phố Hồ Chí Minh, ngày 16 tháng 6 năm 2022",
    ):
        assert any(line in printed for printed in first)


def growing(sentences: int) -> Report:
    """A report of so many paragraphs of one to three lines, all in one section."""
    texts = [
        f"Nội dung thứ {number} của báo cáo" + " về cải cách hành chính" * (number % 9) for number in range(sentences)
    ]
    return documents.small(sections={"phuong_huong": [{"text": text} for text in texts]}, opening="Phụ lục kèm theo.")


def check_page_ends(report: Report, printed: list[list[str]]) -> None:
    headings = {
        block.text
        for block in compose(report).sections[0].blocks
        if isinstance(block, Paragraph) and block.style.startswith("de_muc") and block.keep_next is None
    }
    for page in printed:
        assert page[-1].strip() not in headings
    last = next(page for page in printed if "Nơi nhận:" in squash_page(page))
    joined = squash_page(last)
    assert "Nguyễn Văn A" in joined
    closing = next(index for index, line in enumerate(last) if line.startswith(documents.CLOSING[:20]))
    assert closing - last[0].strip().isdigit() >= 2


LENGTHS = [pytest.param(n, marks=[] if n in (4, 9, 17, 30) else pytest.mark.long) for n in range(200)]


@pytest.mark.parametrize("sentences", LENGTHS)
def test_the_signature_never_stands_without_closing_and_two_lines_of_text(pages, sentences):
    report = growing(sentences)
    check_page_ends(report, pages(report))
