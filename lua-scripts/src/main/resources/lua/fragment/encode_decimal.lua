--[[
fragment/encode_decimal   The entry of a decimal number's text, or nil when it is none: digits stay text, so no double rounds them.
]]
local function encode_decimal(text)
  local sign, int, frac, power = string.match(text, '^(-?)(%d+)%.?(%d*)(.*)$')
  if not int then return nil end
  local exponent = power == '' and 0 or tonumber(string.match(power, '^[eE]([+-]?%d+)$'))
  local first = string.find(int .. frac, '[1-9]')
  if not exponent then return nil end
  if not first then return '=' end
  local digits = string.match(int .. frac, '^.*[1-9]', first) -- greedy, so linear however many zeros there are
  local e = #int - first + 1 + exponent
  if e < -4999 or e > 4999 then return nil end
  if sign == '' then return '>' .. string.format('%04d', e + 5000) .. digits .. '\0' end
  local nines = string.gsub(digits, '%d', function(d) return string.char(105 - string.byte(d)) end)
  return '<' .. string.format('%04d', 4999 - e) .. nines .. '~'
end
