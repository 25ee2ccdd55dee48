// Reads the names out of an expression: series with their matchers' labels, and labels of aggregations.
{
  // The text between quotes does not count.
  local unquoted(expression) =
    local parts = std.split(std.strReplace(std.strReplace(expression, '\\\\', ''), '\\"', ''), '"');
    std.join('""', [parts[index] for index in std.range(0, std.length(parts) - 1) if index % 2 == 0]),

  local lastWord(text) =
    local spaced = std.foldl(function(all, one) std.strReplace(all, one, ' '), ['(', ')', '\n', ','], text);
    local words = std.split(spaced, ' ');
    words[std.length(words) - 1],

  local key(matcher) = std.stripChars(std.split(std.split(matcher, '=')[0], '!')[0], ' '),

  // Every series of the expression, as its name and the labels of its matchers.
  series(expression):: [
    local parts = std.split(piece, '}');
    { name: name, labels: [key(matcher) for matcher in std.split(parts[0], ',') if key(matcher) != ''] }
    for names in [std.split(unquoted(expression), '{')]
    for index in std.range(1, std.length(names) - 1)
    for piece in [names[index]]
    for name in [lastWord(std.split(names[index - 1], '}')[std.length(std.split(names[index - 1], '}')) - 1])]
  ],

  // Every label that stands behind by, on, ignoring or without.
  grouped(expression):: std.set([
    std.stripChars(label, ' ')
    for keyword in [' by (', ' on (', ' ignoring (', ' without (']
    for start in std.findSubstr(keyword, unquoted(expression))
    for label in std.split(std.split(std.substr(unquoted(expression), start + std.length(keyword), 1000), ')')[0], ',')
  ]),
}
