--[[
fragment/patched   What an operation makes of a stored text (false: null); or nil and why not.
operation: s set, u unset, c set when creating, a append to a JSON array (detail: number of elements, most of them), otherwise a kind of incremented (detail: stands for null).
]]
-- @include fragment/appended
-- @include fragment/incremented
local function patched(operation, text, operand, detail, found)
  if operation == 's' then return operand end
  if operation == 'u' then return false end
  if operation == 'c' then
    if found then return text end
    return operand
  end
  if operation == 'a' then
    local count, most = string.match(detail, '^(%d+),(%d+)$')
    return appended(text or '[]', operand, tonumber(count), tonumber(most))
  end
  return incremented(operation, text or detail, operand)
end
