"""The style of a report's page: for light and dark screens of any width, and for paper."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--ink:#1c1c1c;--soft:#54585c;--page:#fff;--field:#f2f4f6;--line:#b9bfc5;--link:#0b4f9e;
--bar:#2f6db3;--warn:#a03c00;--warnfield:#fdf1e7}
@media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--soft:#b3b8bd;--page:#16181b;--field:#23272b;--line:#565d64;
--link:#8fc1ff;--bar:#6aa7ea;--warn:#ffb27d;--warnfield:#33231a}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem 4rem;color:var(--ink);background:var(--page);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 1rem}
h2{font-size:1.4rem;line-height:1.25;margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:2px solid var(--line)}
h3{font-size:1.1rem;margin:1.75rem 0 .5rem}
p{margin:.5rem 0;white-space:pre-line}
ul{margin:.5rem 0;padding-left:1.4rem}
a{color:var(--link)}
a:focus-visible,.wide:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ul{columns:2 16rem}
.warning{background:var(--warnfield);border-left:.3rem solid var(--warn);padding:.6rem .9rem}
.note{color:var(--soft)}
.said{margin:.4rem 20% .4rem 0;padding:.45rem .8rem;background:var(--field);border-radius:.5rem}
.said.you{margin:.4rem 0 .4rem 20%;border:1px solid var(--line);background:var(--page)}
.wide{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;font-size:.92rem;min-width:60%}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--soft);font-weight:600}
tbody th{font-weight:400}
.number{text-align:right;font-variant-numeric:tabular-nums}
.bars tbody th{width:42%}
td.bar{width:11rem}
svg.bar{display:block;width:10rem;height:.75rem;margin-top:.35rem}
@media screen and (max-width:36rem){td.bar{width:6rem}svg.bar{width:5.5rem;height:.5rem}.said{margin-right:5%}
.said.you{margin-left:5%}}
.whole{fill:var(--field);stroke:var(--line)}
.part{fill:var(--bar)}
.part.marked{fill:var(--warn)}
figure{margin:1rem 0}
figure svg{display:block;width:100%;height:auto}
figure.small{max-width:26rem}
figcaption{font-weight:600}
summary{cursor:pointer;color:var(--soft)}
.curve{fill:none;stroke:var(--bar);stroke-width:2}
.point{fill:var(--bar)}
.turn{fill:var(--warn)}
.level{stroke:var(--soft);stroke-dasharray:4 3;fill:none}
.grid{stroke:var(--line);stroke-width:.7;fill:none}
.band{fill:var(--soft);font-size:11px}
.letter{fill:var(--ink);font-size:13px;font-weight:700}
@page{margin:16mm}
@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--page:#fff;--field:#eee;--line:#999;--link:#000;--bar:#3a6ea5;
--warn:#8a3400;--warnfield:#fff}
body{max-width:none;padding:0;font-size:10pt}
nav,details{display:none}
h2,h3,caption,figcaption{break-after:avoid}
tr,figure,.warning,.said,li{break-inside:avoid}
.wide{overflow:visible}table{font-size:8.5pt}.warning{border:1px solid #000}
p{orphans:2;widows:2}}
""".strip()
