--[[
fragment/write_keys   The keys of one write of a unit, as its own script has them: its entity, those that all writes of its type share, its permit, whose place is 0 for none, and its attachments.
]]
local function write_keys(keys, shared, count, own, permit, attached)
  local all = {keys[own]}
  for i = shared, shared + count - 1 do all[#all + 1] = keys[i] end
  if permit > 0 then table.insert(all, permit, keys[own + 1]) end
  for i = 1, attached do all[#all + 1] = keys[own + (permit > 0 and 1 or 0) + i] end
  return all
end
