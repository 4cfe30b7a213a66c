--[[
fragment/run_steps   What the steps of a patch make of the stored texts: the numbers of the properties that change, in order, their new texts, false for null, and the entries of those that are given; or nil and a refusal.
numbers, operations, places: of step_reads. operands: after which argument operand and detail of each step follow.
]]
-- @include fragment/holds
-- @include fragment/patched
local function run_steps(numbers, operations, argv, operands, entity, found, stored, places)
  local order, new, entries = {}, {}, {}
  for k = 1, #numbers do
    local i, operation, operand, detail = numbers[k], operations[k], argv[operands + 2 * k - 1], argv[operands + 2 * k]
    local old = stored[places[i]] or false
    if string.byte(operation) == 63 then -- ?
      local met = holds(string.sub(operation, 2), old, operand, detail)
      if met == nil then return nil, {'CORRUPT', entity, 'a stored value is not of its type'} end
      if not met then return nil, {'CONDITION', found or '0', tostring(i)} end
    else
      local text, reason = patched(operation, old, operand, detail, found)
      if text == nil then return nil, {'REFUSED', tostring(i), reason} end
      if old ~= text then order[#order + 1] = i; new[i] = text end
      if detail ~= '' and (operation == 's' or operation == 'c') then entries[i] = detail end
    end
  end
  return order, new, entries
end
