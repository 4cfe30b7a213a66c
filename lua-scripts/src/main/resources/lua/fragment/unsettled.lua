--[[
fragment/unsettled   The refusal of an entity whose id belonged to one that was removed while what refers to that is not yet changed; nil when none did, or all is done.
]]
-- @include fragment/read_hash
local function unsettled(ways, id)
  local note, refusal = read_hash(ways, '-' .. id)
  if refusal then return refusal end
  return note[1] and {'ORPHANED'} or nil
end
