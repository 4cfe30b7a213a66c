--[[
fragment/run_steps   What the steps of a patch make of the stored texts: the numbers of the properties that change, in order, and their new texts, false for null; or nil, nil and a refusal.
]]
-- @include fragment/holds
-- @include fragment/patched
local function run_steps(argv, steps, entity, found, stored, places)
  local order, new = {}, {}
  for s = steps, #argv, 4 do
    local i, operation, operand, detail = tonumber(argv[s]), argv[s + 1], argv[s + 2], argv[s + 3]
    local old, comparison = stored[places[i]] or false, string.match(operation, '^%?(.)$')
    if comparison then
      local met = holds(comparison, old, operand, detail)
      if met == nil then return nil, nil, {'CORRUPT', entity, 'a stored value is not of its type'} end
      if not met then return nil, nil, {'CONDITION', found or '0', argv[s]} end
    else
      local text, reason = patched(operation, old, operand, detail, found)
      if text == nil then return nil, nil, {'REFUSED', argv[s], reason} end
      if old ~= text then order[#order + 1] = i; new[i] = text end
    end
  end
  return order, new
end
