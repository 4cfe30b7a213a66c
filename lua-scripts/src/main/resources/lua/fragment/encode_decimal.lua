--[[
fragment/encode_decimal   The entry of a decimal number's text, or nil when it is none: digits stay text, so no double rounds them.
]]
local function encode_decimal(text)
  local sign, int, frac, exp = string.match(text, '^(-?)(%d+)%.?(%d*)[eE]?([+-]?%d*)$')
  if not int then return nil end
  local zeros, digits = string.match(int .. frac, '^(0*)(.-)0*$')
  if digits == '' then return '=' end
  local e = #int - #zeros + (tonumber(exp) or 0)
  if e < -4999 or e > 4999 then return nil end
  if sign == '' then return '>' .. string.format('%04d', e + 5000) .. digits .. '\0' end
  local nines = string.gsub(digits, '%d', function(d) return string.char(105 - string.byte(d)) end)
  return '<' .. string.format('%04d', 4999 - e) .. nines .. '~'
end
