--[[
fragment/encode   The index entry of a stored text (false: null) for an entry type, or nil when the text is not of that type.
]]
-- @include fragment/encode_decimal
-- @include fragment/encode_double
-- @include fragment/encode_date
-- @include fragment/encode_datetime
-- @include fragment/encode_instant
local function encode(type, text)
  if not text then return '\1' end
  if type == 't' then return '\3' .. string.gsub(text, '%z', '\0\255') .. '\0' end
  if type == 'n' then return encode_decimal(text) end
  if type == 'd' then return encode_double(text) end
  if type == 'a' then return encode_date(text) end
  if type == 'l' then return encode_datetime(text, 0) end
  if type == 's' then return encode_instant(text) end
  return nil
end
