--[[
fragment/encode   The index entry of a stored text (false: null) for an entry type, or nil when the text is not of that type.
Of several types and as many texts it is their entries one after the other: each ends itself, so that they sort as the tuples do.
]]
-- @include fragment/encode_decimal
-- @include fragment/encode_double
-- @if temporal
-- @include fragment/encode_date
-- @include fragment/encode_datetime
-- @include fragment/encode_instant
-- @end
-- @if folds
-- @include fragment/fold
-- @end
local function encode(type, text)
  if not text then return '\1' end
  if type == 't' then return '\3' .. string.gsub(text, '%z', '\0\255') .. '\0' end
  if type == 'n' then return encode_decimal(text) end
  if type == 'd' then return encode_double(text) end
-- @if temporal
  if type == 'a' then return encode_date(text) end
  if type == 'l' then return encode_datetime(text, 0) end
  if type == 's' then return encode_instant(text) end
-- @end
-- @if folds
  if type == 'f' then return encode('t', fold(text)) end
-- @end
  if #type == 1 then return nil end
  local entry = ''
  for i = 1, #type do
    local part = encode(string.sub(type, i, i), text[i])
    if not part then return nil end
    entry = entry .. part
  end
  return entry
end
