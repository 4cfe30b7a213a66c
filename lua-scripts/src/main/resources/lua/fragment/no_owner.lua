--[[
fragment/no_owner   The refusal of what belongs to an entity, when the entity is not stored or its life is over; nil when it lives.
]]
-- @include fragment/read_hash
-- @include fragment/now_millis
local function no_owner(entity)
  local stored, refusal = read_hash(entity, '\0v', '\0x')
  if refusal then return refusal end
  local ends = tonumber(stored[2])
  if stored[2] and not ends then return {'CORRUPT', entity, 'has an end of life that is no number'} end
  if not stored[1] or (ends and ends <= now_millis()) then return {'MISSING'} end
  return nil
end
