// A duration of Prometheus with one unit ('90s', '5m', '1w').
{
  local units = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 },

  seconds(duration):: std.parseInt(std.substr(duration, 0, std.length(duration) - 1)) * units[duration[std.length(duration) - 1]],
}
