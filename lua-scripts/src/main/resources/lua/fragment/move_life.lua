--[[
fragment/move_life   Brings a life from its stored end to another, without a write of the entity; a refusal, or nil.
]]
-- @include fragment/apply_moves
-- @include fragment/life_move
-- @include fragment/keep_life
local function move_life(entity, expiry, id, life, ends, own, grace)
  local failure = apply_moves({life_move(expiry, id, life.ends, ends)}, id)
  if not failure then keep_life(entity, life, ends, own, grace) end
  return failure
end
