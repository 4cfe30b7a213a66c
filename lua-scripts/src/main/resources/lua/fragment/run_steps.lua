--[[
fragment/run_steps   How many properties the steps of a patch change in the stored texts, or nil and a refusal.
plan: of step_plan; gets in `order` the numbers of these properties, and of all in `new` their new texts, false for null, and in `entries` the entries of those that are given.
operands: after which argument operand and detail of each step follow.
]]
-- @include fragment/holds
-- @include fragment/patched
local function run_steps(plan, argv, operands, entity, found, stored)
  local numbers, operations, places, order, new, entries, n = plan.numbers, plan.operations, plan.places, plan.order, plan.new, plan.entries, 0
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
      if old ~= text then n = n + 1; order[n] = i; new[i] = text else new[i] = nil end
      entries[i] = detail ~= '' and (operation == 's' or operation == 'c') and detail or nil
    end
  end
  return n
end
