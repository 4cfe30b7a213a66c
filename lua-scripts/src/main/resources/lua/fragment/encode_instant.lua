--[[
fragment/encode_instant   The entry of an ISO-8601 date and time with an offset, and perhaps a [zone], by its instant; nil when it is none.
]]
-- @include fragment/encode_datetime
local function encode_instant(text)
  local at = string.match(text, '^(.*)%[[^%[%]]+%]$') or text
  local utc = string.match(at, '^(.*)Z$')
  if utc then return encode_datetime(utc, 0) end
  local datetime, sign, hours, minutes, rest = string.match(at, '^(.*)([+-])(%d%d):(%d%d)(.*)$')
  local seconds = rest == '' and '0' or string.match(rest or '', '^:(%d%d)$')
  if not (datetime and seconds) then return nil end
  local offset = tonumber(hours) * 3600 + tonumber(minutes) * 60 + tonumber(seconds)
  if offset > 64800 then return nil end -- 18 hours
  return encode_datetime(datetime, sign == '-' and -offset or offset)
end
