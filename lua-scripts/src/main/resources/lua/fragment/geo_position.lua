--[[
fragment/geo_position   Longitude and latitude for GEOADD from a stored text; nil when no geo index can hold them.
At the upper ends themselves Redis computes a cell that is none, in which nothing is ever found: 180 is the same meridian as -180.
Otherwise the text of two numbers is passed on as it is, which is cheaper than to format them; what only Lua reads as a number is not, nor what Redis refuses as too near to 0.
]]
local function geo_position(text)
  local longitude, latitude = string.match(text, '^([^,]+),([^,]+)$')
  local x, y = tonumber(longitude), tonumber(latitude)
  if not (x and y and math.abs(x) <= 180 and math.abs(y) <= 85.05112878) then return nil end
  if y < 85.0511287 and x ~= 180 and #text < 64 and not string.find(text, '[^%d.,-]') then return longitude, latitude end
  if x == 180 then x = -180 end
  return string.format('%.17g', x), string.format('%.17g', math.min(y, 85.0511287))
end
