--[[
fragment/attached_moves   Takes the keys of attachments from the end of `keys`, first those under a new id, then as many under the old one. Appends to `moves` what brings them from the old one to the new,
and to `backs` what brings each back; a refusal as a reply where something is there already, or nil.
]]
local function attached_moves(moves, backs, keys, count)
  local taken
  for left = count, 1, -1 do
    local from, to = table.remove(keys), table.remove(keys, #keys - left + 1)
    if redis.call('TYPE', to).ok ~= 'none' then taken = to end
    if redis.call('TYPE', from).ok ~= 'none' then
      moves[#moves + 1] = {'RENAME', from, to}
      backs[#moves] = {'RENAME', to, from}
    end
  end
  return taken and {'CORRUPT', taken, 'is there without its entity'} or nil
end
