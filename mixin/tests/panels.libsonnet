// panels.md tells the truth about the panels that there are.
local t = import 'mixin.libsonnet';
local rows = [
  [std.stripChars(cell, ' ') for cell in std.split(line, '|')]
  for line in std.split(importstr '../panels.md', '\n')
  if std.startsWith(line, '| ') && !std.startsWith(line, '| ---')
];
local django = [row for row in rows if std.length(row) == 6 && row[1] != 'django-mixin'];
local own = [row for row in rows if std.length(row) == 4 && row[1] != 'dashboard'];
local ours = [[std.strReplace(one.dashboard.title, 'ASP.NET Core / ', ''), one.panel.title] for one in t.panels];
local text(pair) = std.join(', ', pair);
[
  t.check('panels.md lists the 48 panels of the django-mixin', if std.length(django) == 48 then [] else ['%d' % std.length(django)]),
  t.check('their counterparts exist', [text([row[3], row[4]]) for row in django if !std.member(ours, [row[3], row[4]])]),
  t.check('the panels that are listed exist', [text([row[1], row[2]]) for row in own if !std.member(ours, [row[1], row[2]])]),
  t.check('every panel is listed', [
    text(pair)
    for pair in ours
    if !std.member([[row[3], row[4]] for row in django] + [[row[1], row[2]] for row in own], pair)
  ]),
]
