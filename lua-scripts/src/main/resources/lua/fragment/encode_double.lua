--[[
fragment/encode_double   The entry of a double's text, or nil when it is none: IEEE 754 bytes, turned so that they sort as numbers.
]]
local function encode_double(text)
  if text == 'NaN' then return '\4\255\248\0\0\0\0\0\0' end
  local x = tonumber(text)
  if text == 'Infinity' then x = math.huge elseif text == '-Infinity' then x = -math.huge end
  if not x then return nil end
  if x == 0 then x = 0 end -- -0.0 equals 0.0
  if x < 0 then return '\4' .. string.gsub(struct.pack('>d', x), '.', function(b) return string.char(255 - string.byte(b)) end) end
  return '\4' .. struct.pack('>d', -x) -- the same with the first bit set
end
