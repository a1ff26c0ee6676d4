import pytest

from cchc_desktop.importing.html_reader import TooMuchText
from cchc_desktop.importing.pasted_html import from_html, from_text
from cchc_desktop.text.marks import write


def read(html: str, most_characters: int = 10_000) -> list[str]:
    return [write(runs) for runs in from_html(html, most_characters).paragraphs if runs]


# As Word writes it to the clipboard, shortened: style sheet, conditional comments, list markers, empty paragraphs.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta charset=utf-8><title>Báo cáo</title><style><!-- p.MsoNormal {font-size:14.0pt; font-weight:bold} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=VI style='tab-interval:36.0pt'><!--StartFragment-->

<p class=MsoNormal><b><span style='font-size:14.0pt;color:red'>1. Về
thể chế<o:p></o:p></span></b></p>

<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Ban hành <i>02</i> văn bản<span style='mso-spacerun:yes'>&nbsp; </span>mới;</p>

<p class=MsoNormal><o:p>&nbsp;</o:p></p>

<table class=MsoTableGrid><tr><td><p class=MsoNormal>Lĩnh vực<o:p></o:p></p></td><td><p><b>Số hồ sơ</b></p>
<p>nhận</p></td></tr><tr><td>Văn hóa</td><td><p>12</p></td></tr></table>

<p class=MsoNormal>Dòng một<br>
dòng hai <img width=5 src="file:///C:/x.png" alt="ảnh"></p>

<!--EndFragment--></body></html>"""


def test_word() -> None:
    assert read(WORD) == [
        "**1. Về thể chế**",
        "Ban hành *02* văn bản\u00a0 mới;",
        # The style sheet has its class in bold; the blank paragraph is none.
        "**Lĩnh vực** **Số hồ sơ** nhận",
        "Văn hóa 12",
        "**Dòng một**",
        "**dòng hai**",
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("một <b>hai</b> <em>ba</em>", ["một **hai** *ba*"]),
        ("<meta charset='utf-8'><span style='font-weight: 700; font-style:italic'>đậm</span>", ["***đậm***"]),
        ("<b style='font-weight:normal'>Google <span style='font-weight:700'>Docs</span></b>", ["Google **Docs**"]),
        ("<strong>đậm <span style='font-weight:400'>thường</span></strong>", ["**đậm **thường"]),
        ("<ul><li>một<li>hai<ol><li>ba</ol></ul>bốn", ["một", "hai", "ba", "bốn"]),
        ("<p>một<p>hai", ["một", "hai"]),
        ("<div>một</div>\n\n<div><div>hai</div></div>", ["một", "hai"]),
        ("một<br><br/>hai", ["một", "hai"]),
        ("<p>&lt;b&gt; &amp; *{x}*</p>", ["<b> & \\*\\{x\\}\\*"]),
        ("<script>x</script><style>y</style><p hidden style='display:none'>z</p><p>chữ</p>", ["chữ"]),
        ("<p>a <b> b </b> c</p>", ["a **b **c"]),
        ("</p></b></td>một</tr>", ["một"]),
        ("\r\n<!--StartFragment-->giữa <b>câu</b><!--EndFragment-->\r\n", ["giữa **câu**"]),
        (
            "<table><tr><td>a<td>b</tr><tr><td>c<table><tr><td>d</td></tr></table></td></tr></table>e",
            ["a b", "c d", "e"],
        ),
        ("", []),
        ("<p>chưa đóng <b>đậm", ["chưa đóng **đậm**"]),
    ],
)
def test_what_is_kept(html: str, expected: list[str]) -> None:
    assert read(html) == expected


@pytest.mark.parametrize(
    "html", ["<!", "<![", "<![x y]>", "<!--", "<p \x00=<", "&#xD800;&#99999999999;", "\ud800", "<a " * 9, "<?xml ?>"]
)
def test_what_is_broken_does_no_harm(html: str) -> None:
    assert read(f"<p>một</p>{html}")[:1] == ["một"]


def test_more_than_asked_for_is_not_read() -> None:
    assert read("<p>12345</p>" * 2, 10) == ["12345", "12345"]
    with pytest.raises(TooMuchText):
        read("<p>12345</p>" * 2 + "6", 10)


def test_what_lies_too_deep_is_not_read() -> None:
    assert read("<div>" * 400 + "chữ") == ["chữ"]
    with pytest.raises(ValueError, match="deep"):
        from_html("<div>" * 1_000_000, 10)


def test_old_encodings_become_unicode_by_font_or_by_their_letters() -> None:
    html = "<p><span style='font-family:.VnTime'>C«ng t¸c</span> <span style='font-family:Arial'>cải cách</span></p>"
    pasted = from_html(f"{html}<p>đã có Unicode</p>", 1_000)
    assert [write(runs) for runs in pasted.paragraphs] == ["Công tác cải cách", "đã có Unicode"]
    assert [(one.encoding, one.before, one.after) for one in pasted.conversions] == [
        ("TCVN3", "C«ng t¸c cải cách", "Công tác cải cách")
    ]
    plain = from_text("Coâng taùc caûi caùch haønh chính\n\nUnicode: một café")
    assert [write(runs) for runs in plain.paragraphs] == ["Công tác cải cách hành chính", "", "Unicode: một café"]
    assert [one.encoding for one in plain.conversions] == ["VNI"]
