--[[
fragment/run_steps   What the steps of a patch make of the stored texts: the numbers of the properties that change, in order, their new texts, false for null, and the entries of those that are given; or nil and a refusal.
numbers, places: of step_reads.
]]
-- @include fragment/holds
-- @include fragment/patched
local function run_steps(argv, steps, numbers, entity, found, stored, places)
  local order, new, entries = {}, {}, {}
  for k = 1, #numbers do
    local i, s = numbers[k], steps + 4 * k - 4
    local operation, operand, detail, old = argv[s + 1], argv[s + 2], argv[s + 3], stored[places[i]] or false
    if string.byte(operation) == 63 then -- ?
      local met = holds(string.sub(operation, 2), old, operand, detail)
      if met == nil then return nil, {'CORRUPT', entity, 'a stored value is not of its type'} end
      if not met then return nil, {'CONDITION', found or '0', argv[s]} end
    else
      local text, reason = patched(operation, old, operand, detail, found)
      if text == nil then return nil, {'REFUSED', argv[s], reason} end
      if old ~= text then order[#order + 1] = i; new[i] = text end
      if detail ~= '' and (operation == 's' or operation == 'c') then entries[i] = detail end
    end
  end
  return order, new, entries
end
