--[[
fragment/is_time   Whether a text is certainly a time in ISO-8601 of a kind: a date, l date and time, s the same in UTC, o with an offset. Of years of four digits; the 29th of February it leaves open.
]]
local function is_time(text, kind)
  local month, day, rest = string.match(text, '^%d%d%d%d%-(%d%d)%-(%d%d)(.*)$')
  if not month then return false end
  month, day = tonumber(month), tonumber(day)
  local last = month == 2 and 28 or (month == 4 or month == 6 or month == 9 or month == 11) and 30 or 31
  if month < 1 or month > 12 or day < 1 or day > last then return false end
  if kind == 'a' then return rest == '' end
  local hour, zone = string.match(rest, '^T(%d%d):[0-5]%d(.*)$')
  if not hour or tonumber(hour) > 23 then return false end
  local second, after = string.match(zone, '^(:[0-5]%d)(.*)$')
  local fraction, behind = string.match(after or '', '^(%.%d+)(.*)$')
  if fraction and #fraction > 10 then return false end
  zone = fraction and behind or after or zone
  if kind == 'l' then return zone == '' end
  if kind == 's' then return second and zone == 'Z' or false end
  return zone == 'Z' or string.find(zone, '^[+-]0%d:[0-5]%d$') ~= nil or string.find(zone, '^[+-]1[0-7]:[0-5]%d$') ~= nil
end
