--[[
fragment/claim_moves   Checks that a permit has the values that `moves` claim anew in all partitions, uses it up, and appends what notes the values that are given up; a refusal as a reply, or nil.
claims: place of the key and name of each index that is unique in all partitions. A value that the entity has claimed in its own partition is its own in all, and so is
one that another entity of the partition gives up in the same unit (`redis.freed`, which only units have), since a value is reserved for a partition.
]]
-- @include fragment/read_hash
local function claim_moves(moves, keys, claims, id, permit, outbox, version)
  local wanted, noted, kept, more = {}, {}, {}, {}
  for _, claim in ipairs(claims) do
    for _, move in ipairs(moves) do
      local value = move[2] == keys[claim[1]] and claim[2] .. ':' .. move[3]
      if value and move[1] == 'HSET' then
        kept[value] = true
        local needed = not (redis.freed and redis.freed(move[2], move[3])) and redis.call('HGET', move[2], move[3]) ~= id
        if needed then wanted[#wanted + 1] = claim[2]; wanted[#wanted + 1] = move[3]; noted[#noted + 1] = value end
      elseif value then
        more[#more + 1] = {'HSET', outbox, value, version}
      end
    end
  end
  if #noted > 0 then
    local permitted, refusal = read_hash(permit, unpack(noted))
    if refusal then return refusal end
    for i = 1, #noted do if not permitted[i] then return {'RESERVE', unpack(wanted)} end end
    moves[#moves + 1] = {'UNLINK', permit}
  end
  for _, move in ipairs(more) do if not kept[move[3]] then moves[#moves + 1] = move end end
  return nil
end
