--[[
fragment/encode_date   The entry of an ISO-8601 date, or nil when it is none.
]]
-- @include fragment/encode_decimal
local function encode_date(text)
  local sign, year, month, day = string.match(text, '^([+-]?)(%d+)-(%d%d)-(%d%d)$')
  if not year or #year > 12 then return nil end -- exact below 2^53
  return encode_decimal(string.format('%.0f', tonumber(sign .. year) * 10000 + tonumber(month) * 100 + tonumber(day)))
end
