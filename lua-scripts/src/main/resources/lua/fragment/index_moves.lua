--[[
fragment/index_moves   Appends to `moves` the commands that bring one index from the stored text to the new one; a refusal as a reply, or nil.
What is new comes first: without memory it is refused, while a command that frees some would let the whole script through.
`existed`: the entity was stored before. old, new: texts, false for null. entry: the new text's entry, as the client encoded it.
]]
-- @include fragment/encode
-- @include fragment/read_hash
-- @include fragment/geo_moves
-- @include fragment/add_member
-- @include fragment/remove_member
local function index_moves(moves, form, type, key, id, existed, old, new, entry)
  if form == 'g' then return geo_moves(moves, key, id, old, new) end
  local before = existed and encode(type, old)
  if existed and not before then return {'CORRUPT', key, 'a stored value is not of its index type'} end
  if before == entry then return nil end
  if form == 'i' then
    if entry then add_member(moves, key, entry .. '\2' .. id) end
    if before then remove_member(moves, key, before .. '\2' .. id) end
    return nil
  end
  if form == 's' then
    if new then add_member(moves, key, entry .. '\2' .. id) end
    if old then remove_member(moves, key, before .. '\2' .. id) end
    return nil
  end
  local claim, refusal
  if new then claim, refusal = read_hash(key, entry) end
  if refusal then return refusal end
  if claim and claim[1] and claim[1] ~= id then return {'UNIQUE', key, claim[1]} end
  if new then moves[#moves + 1] = {'HSET', key, entry, id} end
  if old then moves[#moves + 1] = {'HDEL', key, before} end
  return nil
end
