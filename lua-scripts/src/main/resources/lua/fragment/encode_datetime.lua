--[[
fragment/encode_datetime   The entry of an ISO-8601 date and time without a zone, `offset` seconds (less than a day) taken off, or nil when it is none.
]]
-- @include fragment/encode_date
-- @include fragment/shift_date
local function encode_datetime(text, offset)
  local date, hour, minute, rest = string.match(text, '^(.+)T(%d%d):(%d%d)(.*)$')
  local second, tail = string.match(rest or '', '^:(%d%d)(.*)$')
  if not second and rest == '' then second, tail = '00', '' end
  local fraction = tail == '' and '' or string.match(tail or '', '^%.(%d*)$')
  if not (date and second and fraction) then return nil end
  hour, minute, second = tonumber(hour), tonumber(minute), tonumber(second)
  if hour > 23 or minute > 59 or second > 59 then return nil end
  local clock = hour * 3600 + minute * 60 + second - offset
  local days = math.floor(clock / 86400)
  if days ~= 0 then date = shift_date(date, days) end
  local day = date and encode_date(date)
  if not day then return nil end
  clock = clock - days * 86400
  local time = string.format('%02d%02d%02d', math.floor(clock / 3600), math.floor(clock / 60) % 60, clock % 60)
  return day .. time .. string.match(fraction, '^(.-)0*$') .. '\0'
end
