--[[
fragment/encode_instant   The entry of an ISO-8601 instant in UTC, or nil when it is none.
]]
-- @include fragment/encode_date
local function encode_instant(text)
  local date, hour, minute, second, fraction = string.match(text, '^(.+)T(%d%d):(%d%d):(%d%d)%.?(%d*)Z$')
  local day = date and encode_date(date)
  if not day then return nil end
  return day .. hour .. minute .. second .. string.match(fraction, '^(.-)0*$') .. '\0'
end
