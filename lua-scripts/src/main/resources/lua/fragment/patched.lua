--[[
fragment/patched   What an operation makes of a stored text (false: null); or nil and why not.
operation: s set, u unset, c set when creating (detail of both: the entry of the property's indexes, or nothing), a append to a JSON array (detail: number of elements, most of them), m add to a set (detail: most elements, order), r remove elements, otherwise a kind of incremented (detail: stands for null).
]]
-- @include fragment/appended
-- @include fragment/added
-- @include fragment/removed
-- @include fragment/incremented
local function patched(operation, text, operand, detail, found)
  if operation == 's' then return operand end
  if operation == 'u' then return false end
  if operation == 'c' then
    if found then return text end
    return operand
  end
  local first, second = string.match(detail, '^(%d+),(%w+)$')
  if operation == 'a' then return appended(text or '[]', operand, tonumber(first), tonumber(second)) end
  if operation == 'm' then return added(text or '[]', operand, tonumber(first), second) end
  if operation == 'r' then return removed(text or '[]', operand, text) end
  return incremented(operation, text or detail, operand)
end
