--[[
fragment/holds   Whether a stored text (false: null) meets a condition; nil when it is not of its type. Null is less than nothing and differs from everything.
comparison: 0 null, 1 not null, = ! texts, or < [ ] > entries of this type: below, at most, at least, above.
]]
-- @include fragment/encode
-- @include fragment/bytes_before
local function holds(comparison, text, operand, type)
  if comparison == '0' then return not text end
  if comparison == '1' then return text and true end
  if not text then return comparison == '!' end
  local value = text
  if type ~= '' then value = encode(type, text) end
  if not value then return nil end
  if comparison == '=' then return value == operand end
  if comparison == '!' then return value ~= operand end
  if comparison == '<' then return bytes_before(value, operand) end
  if comparison == '[' then return not bytes_before(operand, value) end
  if comparison == ']' then return not bytes_before(value, operand) end
  return bytes_before(operand, value)
end
