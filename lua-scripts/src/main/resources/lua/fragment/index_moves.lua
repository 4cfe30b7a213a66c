--[[
fragment/index_moves   Appends to `moves` the commands that bring one index from the stored text to the new one; a refusal as a reply, or nil.
`existed`: the entity was stored before. old, new: texts, false for null. entry: the new text's entry, as the client encoded it.
]]
-- @include fragment/encode
-- @include fragment/geo_position
local function index_moves(moves, kind, key, id, existed, old, new, entry)
  local form = string.sub(kind, 1, 1)
  if form == 'g' then
    if not new then
      if old then moves[#moves + 1] = {'ZREM', key, id} end
      return nil
    end
    local longitude, latitude = geo_position(new)
    if not longitude then return redis.error_reply('FW_ARGUMENT a position that no geo index can hold') end
    moves[#moves + 1] = {'GEOADD', key, longitude, latitude, id}
    return nil
  end
  local before = existed and encode(string.sub(kind, 2, 2), old)
  if existed and not before then return {'CORRUPT', key, 'a stored value is not of its index type'} end
  if form == 'i' then
    if before then moves[#moves + 1] = {'ZREM', key, before .. '\2' .. id} end
    if entry then moves[#moves + 1] = {'ZADD', key, '0', entry .. '\2' .. id} end
    return nil
  end
  local holder = new and redis.call('HGET', key, entry)
  if holder and holder ~= id then return {'UNIQUE', key, holder} end
  if old then moves[#moves + 1] = {'HDEL', key, before} end
  if new then moves[#moves + 1] = {'HSET', key, entry, id} end
  return nil
end
