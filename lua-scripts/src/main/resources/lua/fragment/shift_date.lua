--[[
fragment/shift_date   The ISO-8601 date one day later (days 1) or earlier (-1), or nil when the text is none. Years may have any sign and length.
]]
local function shift_date(text, days)
  local sign, digits, month, day = string.match(text, '^([+-]?)(%d+)-(%d%d)-(%d%d)$')
  if not digits or #digits > 12 then return nil end
  local year, lengths = tonumber(sign .. digits), {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
  month, day = tonumber(month), tonumber(day) + days
  if month < 1 or month > 12 then return nil end
  if year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0) then lengths[2] = 29 end
  if day > lengths[month] then month, day = month + 1, 1 end
  if day < 1 then
    month = month - 1
    day = lengths[month] or 31
  end
  if month < 1 then year, month = year - 1, 12 end
  if month > 12 then year, month = year + 1, 1 end
  return string.format('%.0f-%02d-%02d', year, month, day)
end
