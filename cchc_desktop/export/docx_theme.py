"""The theme part of a .docx. Nothing in our documents refers to it, but Word and its checkers want one to be there."""

from cchc_desktop.export.docx_xml import DECLARATION, escape

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DARK, _LIGHT = "000000", "FFFFFF"
_COLORS = {
    "dk1": _DARK,
    "lt1": _LIGHT,
    "dk2": _DARK,
    "lt2": _LIGHT,
    **{f"accent{number}": _DARK for number in range(1, 7)},
    "hlink": _DARK,
    "folHlink": _DARK,
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def theme_xml(font: str) -> str:
    """A theme of one font, black on white."""
    colors = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLORS.items())
    fonts = f'<a:latin typeface="{escape(font)}"/><a:ea typeface=""/><a:cs typeface=""/>'
    line = f'<a:ln w="6350">{_FILL}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_A}" name="CCHC"><a:themeElements>'
        f'<a:clrScheme name="CCHC">{colors}</a:clrScheme>'
        f'<a:fontScheme name="CCHC"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="CCHC"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
