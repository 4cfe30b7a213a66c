--[[
fragment/unsettled   The refusal of an entity whose id belonged to one that is gone while what refers to that is not yet changed, or does not follow its rename yet; nil when none did, or all is done.
]]
-- @include fragment/read_hash
local function unsettled(ways, id)
  local note, refusal = read_hash(ways, '-' .. id, '=' .. id)
  if refusal then return refusal end
  return (note[1] or note[2]) and {'ORPHANED'} or nil
end
